/** What can go wrong with a request: the server's error envelope, or no answer at all. */

/** The server answered with an error. `detail` is its sentence, `validation` its words per field. */
export class ApiError extends Error {
  readonly status: number;
  readonly detail: string;
  readonly validation: Record<string, string[]>;
  /** A 412's newer content, and the ETag to name when it is to be overwritten. */
  readonly current: unknown;
  readonly etag: string | null;
  /** Seconds the server asks to wait (`Retry-After`), if it does. */
  readonly retryAfter: number | null;

  constructor(status: number, body: unknown, retryAfter: number | null = null) {
    const envelope = asRecord(body);
    const detail = typeof envelope.detail === "string" ? envelope.detail : `HTTP ${status}`;
    const validation = readValidation(envelope.validation_errors);
    const [firstField] = Object.values(validation);
    super(firstField?.[0] ?? detail);
    this.name = "ApiError";
    this.status = status;
    this.detail = detail;
    this.validation = validation;
    this.current = envelope.current;
    this.etag = typeof envelope.revision === "number" ? `"${envelope.revision}"` : null;
    this.retryAfter = retryAfter;
  }

  /** The words for one field, or undefined: ready for an input's `error`. */
  field(name: string): string | undefined {
    return this.validation[name]?.join(" ");
  }
}

/** No answer: the network is down, the server is away, or the time ran out. */
export class UnreachableError extends Error {
  constructor(cause: unknown) {
    super("The server cannot be reached.", { cause });
    this.name = "UnreachableError";
  }
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function readValidation(value: unknown): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const [name, words] of Object.entries(asRecord(value))) {
    fields[name] = Array.isArray(words) ? words.map(String) : [String(words)];
  }
  return fields;
}

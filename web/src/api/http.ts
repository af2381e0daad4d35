/** One door to the server: relative URLs, the CSRF token, time limits, errors as exceptions. */
import { ApiError, UnreachableError } from "./errors";
import type { ServerPath } from "./paths";

export type Query = Record<string, string | number | boolean | undefined>;

export interface RequestOptions {
  query?: Query;
  /** JSON, unless it is a FormData or Blob, which goes as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Milliseconds without an answer before the request is given up. */
  timeout?: number;
  /** Let the request live on when the page goes away; bodies up to 64 kB. */
  keepalive?: boolean;
}

export interface Answer<T> {
  data: T;
  status: number;
  etag: string | null;
}

type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

const DEFAULT_TIMEOUT = 30_000;
let csrfFromSession = "";

/** Remember the token that `/api/labelry/session` handed out, for cookies the page cannot read. */
export function rememberCsrf(token: string): void {
  csrfFromSession = token;
}

function csrfToken(): string {
  const cookie = /(?:^|;\s*)csrftoken=([^;]+)/.exec(document.cookie)?.[1];
  return cookie === undefined ? csrfFromSession : decodeURIComponent(cookie);
}

/** Absolute URL of a path below the page's base, so that any host and subpath works. */
export function urlOf(path: string, query: Query = {}): string {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

export async function request<T>(
  method: Method,
  path: ServerPath,
  options: RequestOptions = {},
): Promise<Answer<T>> {
  try {
    return await attempt<T>(method, path, options);
  } catch (error) {
    if (method === "GET" || !isForgeryRefusal(error)) throw error;
    // The token went with an older session: asking who is here brings a new one.
    const { data } = await attempt<{ csrf: string }>("GET", "api/labelry/session", {});
    rememberCsrf(data.csrf);
    return attempt<T>(method, path, options);
  }
}

async function attempt<T>(
  method: Method,
  path: ServerPath,
  options: RequestOptions,
): Promise<Answer<T>> {
  const headers = new Headers({ Accept: "application/json", ...options.headers });
  let body: BodyInit | undefined;
  if (options.body instanceof FormData || options.body instanceof Blob) body = options.body;
  else if (options.body !== undefined) {
    body = JSON.stringify(options.body);
    headers.set("Content-Type", "application/json");
  }
  if (method !== "GET") headers.set("X-CSRFToken", csrfToken());

  const limit = AbortSignal.timeout(options.timeout ?? DEFAULT_TIMEOUT);
  let response: Response;
  let content: unknown;
  try {
    response = await fetch(urlOf(path, options.query), {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      credentials: "same-origin",
      keepalive: options.keepalive ?? false,
      signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
    });
    content = await read(response);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new UnreachableError(error);
  }
  if (!response.ok) {
    const wait = Number(response.headers.get("Retry-After"));
    throw new ApiError(response.status, content, wait > 0 ? wait : null);
  }
  return { data: content as T, status: response.status, etag: response.headers.get("ETag") };
}

function isForgeryRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.status === 403 && error.detail.startsWith("CSRF");
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return null;
  const type = response.headers.get("Content-Type") ?? "";
  if (!type.includes("json")) return text;
  return JSON.parse(text);
}

export async function get<T>(path: ServerPath, options?: RequestOptions): Promise<T> {
  return (await request<T>("GET", path, options)).data;
}

export async function post<T>(
  path: ServerPath,
  body?: unknown,
  options?: RequestOptions,
): Promise<T> {
  return (await request<T>("POST", path, { ...options, body })).data;
}

export async function patch<T>(
  path: ServerPath,
  body: unknown,
  options?: RequestOptions,
): Promise<T> {
  return (await request<T>("PATCH", path, { ...options, body })).data;
}

export async function remove(path: ServerPath, body?: unknown): Promise<void> {
  await request<unknown>("DELETE", path, body === undefined ? {} : { body });
}

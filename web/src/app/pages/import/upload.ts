/** Sends files of any size in parts; whatever breaks on the way, it goes on where the server is. */
import { ApiError, UnreachableError } from "@/api/errors";
import { post, request } from "@/api/http";
import type { ServerPath } from "@/api/paths";
import type { components } from "@/api/schema";

type Upload = components["schemas"]["UploadOut"];
type StoredFile = components["schemas"]["FileUploadOut"];

/** From this many bytes on a file is sent in parts. */
export const LARGE = 4 * 1024 * 1024;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const PART_TIMEOUT = 120_000;

export interface UploadProgress {
  /** Bytes that the server has. */
  readonly received: number;
  readonly size: number;
  /** Set while the server cannot be reached. */
  readonly waiting: boolean;
}

export interface UploadOptions {
  readonly onProgress?: (progress: UploadProgress) => void;
  readonly signal?: AbortSignal;
  /** How waiting is done; tests do not wait. */
  readonly wait?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/** Uploads one file and answers its number. Throws the server's words, or the abort. */
export async function uploadInParts(
  project: number,
  file: File,
  { onProgress, signal, wait = pause }: UploadOptions = {},
): Promise<number> {
  const uploads = `api/labelry/projects/${project}/uploads` as const;
  let failures = 0;

  /** Tries until there is an answer; only what trying again cannot mend is thrown. */
  async function insist<T>(what: () => Promise<T>, received: number): Promise<T> {
    while (true) {
      signal?.throwIfAborted();
      try {
        const answer = await what();
        failures = 0;
        return answer;
      } catch (error) {
        if (signal?.aborted || !isPassing(error)) throw error;
        onProgress?.({ received, size: file.size, waiting: true });
        const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
        await wait(Math.max(asked, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures)), signal);
        failures = Math.min(failures + 1, 6);
      }
    }
  }

  const options = signal ? { signal } : {};
  const begun = {
    name: file.name,
    size: file.size,
    // The same file chosen again after a reload goes on with its upload.
    fingerprint: `${file.lastModified}`,
  };
  let upload = await insist(() => post<Upload>(uploads, begun, options), 0);
  const path = `${uploads}/${upload.id}` as ServerPath;
  while (upload.received < file.size) {
    const { received, part_size } = upload;
    onProgress?.({ received, size: file.size, waiting: false });
    const part = file.slice(received, received + part_size, "application/octet-stream");
    upload = await insist(() => sendPart(path, received, part, signal), received);
  }
  onProgress?.({ received: file.size, size: file.size, waiting: false });
  const stored = await insist(
    () => post<StoredFile>(`${path}/finish` as ServerPath, undefined, options),
    file.size,
  );
  return stored.id;
}

async function sendPart(
  path: ServerPath,
  offset: number,
  part: Blob,
  signal: AbortSignal | undefined,
): Promise<Upload> {
  try {
    const { data } = await request<Upload>("PUT", path, {
      query: { offset },
      body: part,
      timeout: PART_TIMEOUT,
      ...(signal ? { signal } : {}),
    });
    return data;
  } catch (error) {
    // An answer was lost, or another page sends the same file: go on where the server is.
    if (!(error instanceof ApiError) || error.status !== 409) throw error;
    return (await request<Upload>("GET", path, signal ? { signal } : {})).data;
  }
}

/** What goes away by itself: no network, a busy server, a full disk that somebody makes room on. */
function isPassing(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return error instanceof ApiError && (error.status === 429 || error.status >= 500);
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done(): void {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal?.removeEventListener("abort", done);
      resolve();
    }
    window.addEventListener("online", done, { once: true });
    signal?.addEventListener("abort", done, { once: true });
  });
}

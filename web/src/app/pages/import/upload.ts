/** Sends files so that every proxy passes them: small ones in forms, large ones in parts. */
import { ApiError, UnreachableError } from "@/api/errors";
import { post, type RequestOptions, remove, request } from "@/api/http";
import type { Upload, UploadedFile } from "@/api/types";

/** More than this goes in parts; so much may go in one form. Bytes. */
export const LARGE = 4 * 1024 * 1024;
const FORM = 8 * 1024 * 1024;
const FORM_FILES = 100;
const PART_TIMEOUT = 5 * 60_000;
const FINISH_TIMEOUT = 15 * 60_000;
const LONGEST_PAUSE = 15_000;

export interface UploadOptions {
  signal: AbortSignal;
  /** Bytes that the server has for good, of all files. */
  onProgress: (sent: number) => void;
  /** Words while it waits to try again; null when it goes on. */
  onWaiting: (words: string | null) => void;
}

/** Whether files are so few and small that one form with all of them is best. */
export function fitsOneForm(files: File[]): boolean {
  return files.length <= FORM_FILES && totalSize(files) <= LARGE;
}

export function totalSize(files: File[]): number {
  return files.reduce((sum, file) => sum + file.size, 0);
}

/**
 * Upload files without importing them; answers their ids in the order given. What a failure leaves
 * of a large file is gone on with when the same file is chosen again; a cancelled one is dropped.
 */
export async function uploadFiles(
  project: number,
  files: File[],
  options: UploadOptions,
): Promise<number[]> {
  const ids = new Map<File, number>();
  let sent = 0;
  try {
    for (const group of formsOf(files.filter((file) => file.size <= LARGE))) {
      const answer = await sendForm(project, group, options);
      group.forEach((file, index) => {
        const id = answer.file_upload_ids[index];
        if (id !== undefined) ids.set(file, id);
      });
      sent += totalSize(group);
      options.onProgress(sent);
    }
    for (const file of files.filter((file) => file.size > LARGE)) {
      const before = sent;
      const onProgress = (received: number) => options.onProgress(before + received);
      ids.set(file, await uploadInParts(project, file, { ...options, onProgress }));
      sent += file.size;
    }
  } catch (error) {
    await dropFiles(project, [...ids.values()]);
    throw error;
  }
  return files.map((file) => ids.get(file)).filter((id) => id !== undefined);
}

/** Files in groups that fit into one form each. */
export function formsOf(files: File[]): File[][] {
  const groups: File[][] = [];
  let size = 0;
  for (const file of files) {
    const group = groups.at(-1);
    if (group === undefined || group.length === FORM_FILES || size + file.size > FORM) {
      groups.push([file]);
      size = file.size;
    } else {
      group.push(file);
      size += file.size;
    }
  }
  return groups;
}

async function sendForm(
  project: number,
  files: File[],
  options: UploadOptions,
): Promise<{ file_upload_ids: number[] }> {
  const form = new FormData();
  for (const file of files) form.append("file", file, file.name);
  return patiently(options, () =>
    post(`api/projects/${project}/import`, form, {
      query: { commit_to_project: false },
      timeout: PART_TIMEOUT,
      signal: options.signal,
    }),
  );
}

export async function uploadInParts(
  project: number,
  file: File,
  options: UploadOptions,
): Promise<number> {
  const { signal } = options;
  const announced = { name: file.name, size: file.size, fingerprint: fingerprintOf(file) };
  let upload = await patiently(options, () =>
    post<Upload>(`api/labelry/projects/${project}/uploads`, announced, { signal }),
  );
  try {
    options.onProgress(upload.received);
    while (upload.received < file.size) {
      upload = await patiently(options, () => sendPart(upload, file, options));
      options.onProgress(upload.received);
    }
    const made = await patiently(options, () =>
      post<UploadedFile>(`api/labelry/uploads/${upload.id}/finish`, undefined, {
        signal,
        timeout: FINISH_TIMEOUT,
      }),
    );
    return made.id;
  } catch (error) {
    if (signal.aborted) await quietly(() => remove(`api/labelry/uploads/${upload.id}`));
    throw error;
  }
}

async function sendPart(upload: Upload, file: File, options: UploadOptions): Promise<Upload> {
  const offset = upload.received;
  const body = await file.slice(offset, offset + upload.largest_part).arrayBuffer();
  const sent: RequestOptions = {
    body: new Blob([body]),
    headers: { "Content-Type": "application/octet-stream", ...(await digestOf(body)) },
    timeout: PART_TIMEOUT,
    signal: options.signal,
  };
  try {
    const path = `api/labelry/uploads/${upload.id}/parts/${offset}` as const;
    return (await request<Upload>("PUT", path, sent)).data;
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 409)) throw error;
    const path = `api/labelry/uploads/${upload.id}` as const;
    return (await request<Upload>("GET", path, { signal: options.signal })).data;
  }
}

/** The part's checksum, where the page's address lets a browser compute one. */
async function digestOf(body: ArrayBuffer): Promise<Record<string, string>> {
  if (!globalThis.crypto?.subtle) return {};
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return { "Content-Digest": `sha-256=:${btoa(String.fromCharCode(...bytes))}:` };
}

/** What the same file is known by when it is chosen again, after a reload or another day. */
export function fingerprintOf(file: File): string {
  return `${file.lastModified}:${file.size}:${file.name}`.slice(0, 200);
}

/** Try until the server answers, with growing pauses; what it refuses for good is thrown. */
export async function patiently<T>(options: UploadOptions, attempt: () => Promise<T>): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      const answer = await attempt();
      options.onWaiting(null);
      return answer;
    } catch (error) {
      if (options.signal.aborted || !passes(error)) throw error;
      options.onWaiting(wordsOf(error));
      const asked = error instanceof ApiError ? (error.retryAfter ?? 0) * 1000 : 0;
      await pause(Math.max(asked, Math.min(LONGEST_PAUSE, 300 * 2 ** failures)), options.signal);
    }
  }
}

/** Whether trying again may help: no answer, a server that starts anew, a disk that is full. */
function passes(error: unknown): boolean {
  if (error instanceof UnreachableError) return true;
  return error instanceof ApiError && [429, 502, 503, 504, 507].includes(error.status);
}

/** Our server's sentence; nothing where only a proxy answered, or nobody. */
function wordsOf(error: unknown): string {
  return error instanceof ApiError && !error.detail.startsWith("HTTP ") ? error.detail : "";
}

/** Wait, but no longer than until the network is back or the upload is cancelled. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const over = new AbortController();
    const end = (done: () => void) => () => {
      clearTimeout(timer);
      over.abort();
      done();
    };
    const timer = setTimeout(end(resolve), milliseconds);
    globalThis.addEventListener?.("online", end(resolve), { signal: over.signal });
    signal.addEventListener(
      "abort",
      end(() => reject(signal.reason)),
      { signal: over.signal },
    );
  });
}

async function dropFiles(project: number, ids: number[]): Promise<void> {
  if (ids.length > 0) {
    const path = `api/projects/${project}/file-uploads` as const;
    await quietly(() => remove(path, { file_upload_ids: ids }));
  }
}

/** For tidying up: the server does it by itself, later. */
async function quietly(attempt: () => Promise<void>): Promise<void> {
  await attempt().catch(() => undefined);
}

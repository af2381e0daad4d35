/** Starts an import as a job on the server and follows it to its end. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/http";
import type { ImportRun, Job } from "@/api/types";
import { messageOf } from "../../components/states";
import { formatNumber } from "../../i18n";
import { nameForPasted } from "./pasted";
import { LARGE, type UploadOptions, uploadInParts } from "./upload";

export type ImportSource = { files: File[] } | { text: string };

export type ImportState =
  | { phase: "idle" }
  | { phase: "sending"; words: string; share: number | null }
  | { phase: "running"; job: string; words: string; share: number | null }
  | { phase: "done"; run: ImportRun }
  | { phase: "failed"; message: string };

const POLL = 400;
const UPLOAD_TIMEOUT = 15 * 60_000;
/** More files are not read from one request. */
const MOST_AT_ONCE = 100;

/** Sends what is to be imported and begins the import; large files and many of them go in parts. */
export async function startImport(
  project: number,
  source: ImportSource,
  options: UploadOptions = {},
): Promise<ImportRun> {
  const path = `api/labelry/projects/${project}/imports` as const;
  if ("text" in source) {
    return post<ImportRun>(path, { text: source.text, name: nameForPasted(source.text) });
  }
  const size = source.files.reduce((sum, file) => sum + file.size, 0);
  if (size > LARGE || source.files.length > MOST_AT_ONCE) {
    return post<ImportRun>(path, {
      file_upload_ids: await uploadAll(project, source.files, options),
    });
  }
  const form = new FormData();
  for (const file of source.files) form.append("file", file, file.name);
  return post<ImportRun>(path, form, { timeout: UPLOAD_TIMEOUT });
}

/** One file after the other; the progress is that of all. */
async function uploadAll(
  project: number,
  files: readonly File[],
  { onProgress, ...options }: UploadOptions,
): Promise<number[]> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const ids: number[] = [];
  let before = 0;
  for (const file of files) {
    const done = before;
    const id = await uploadInParts(project, file, {
      ...options,
      onProgress: ({ received, waiting }) =>
        onProgress?.({ received: done + received, size, waiting }),
    });
    ids.push(id);
    before += file.size;
  }
  return ids;
}

/** Wait for an import to end well; throws its words when it does not. */
export async function finishImport(project: number, started: ImportRun): Promise<ImportRun> {
  while (true) {
    const job = await get<Job>(`api/labelry/jobs/${started.job}`);
    if (job.state === "done" || job.state === "failed" || job.state === "canceled") {
      const run = await get<ImportRun>(`api/labelry/projects/${project}/imports/${started.id}`);
      if (job.state === "done") return run;
      throw new Error(run.error || job.error);
    }
    await new Promise((resolve) => setTimeout(resolve, POLL));
  }
}

export function useImport(project: number, onDone: () => void) {
  const { t } = useTranslation();
  const [state, setState] = useState<ImportState>({ phase: "idle" });
  const shown = useRef(true);
  const sending = useRef<AbortController | null>(null);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
      // What has been sent stays on the server; the same files chosen again go on from there.
      sending.current?.abort();
    };
  }, []);

  async function follow(run: ImportRun): Promise<void> {
    while (shown.current) {
      const [now, job] = await Promise.all([
        get<ImportRun>(`api/labelry/projects/${project}/imports/${run.id}`),
        get<Job>(`api/labelry/jobs/${run.job}`),
      ]);
      if (job.state === "done") {
        setState({ phase: "done", run: now });
        onDone();
        return;
      }
      if (job.state === "failed" || job.state === "canceled") {
        setState({ phase: "failed", message: now.error || job.error || t("import.cancelled") });
        return;
      }
      setState({
        phase: "running",
        job: run.job,
        words: job.words,
        share: job.total ? (100 * job.done) / job.total : null,
      });
      await new Promise((resolve) => setTimeout(resolve, POLL));
    }
  }

  async function start(source: ImportSource): Promise<void> {
    setState({ phase: "sending", words: t("import.sending"), share: null });
    const controller = new AbortController();
    sending.current = controller;
    try {
      const run = await startImport(project, source, {
        signal: controller.signal,
        onProgress: ({ received, size, waiting }) =>
          setState({
            phase: "sending",
            words: waiting
              ? t("import.waiting")
              : t("import.sendingPart", { ...sizes(received, size) }),
            share: (100 * received) / size,
          }),
      });
      await follow(run);
    } catch (error) {
      if (controller.signal.aborted) setState({ phase: "idle" });
      else setState({ phase: "failed", message: messageOf(error) });
    }
  }

  async function cancel(): Promise<void> {
    if (state.phase === "sending") sending.current?.abort();
    if (state.phase === "running") await post(`api/labelry/jobs/${state.job}/cancel`);
  }

  return { state, start, cancel, reset: () => setState({ phase: "idle" }) };
}

function sizes(received: number, size: number): { received: string; size: string } {
  const megabytes = (bytes: number): string => formatNumber(Math.round(bytes / 1e5) / 10);
  return { received: megabytes(received), size: megabytes(size) };
}

/** Starts an import as a job on the server and follows it to its end. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/http";
import type { ImportRun, Job } from "@/api/types";
import { messageOf } from "../../components/states";
import { nameForPasted } from "./pasted";
import { fitsOneForm, totalSize, type UploadOptions, uploadFiles } from "./upload";

export type ImportSource = { files: File[] } | { text: string };

export type ImportState =
  | { phase: "idle" }
  | { phase: "sending"; share: number | null; sent: number; total: number; waiting: string | null }
  | { phase: "running"; job: string; words: string; share: number | null }
  | { phase: "done"; run: ImportRun }
  | { phase: "failed"; message: string };

const POLL = 400;
const UPLOAD_TIMEOUT = 15 * 60_000;

const ALONE: UploadOptions = {
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onWaiting: () => undefined,
};

export async function startImport(
  project: number,
  source: ImportSource,
  options: UploadOptions = ALONE,
): Promise<ImportRun> {
  const path = `api/labelry/projects/${project}/imports` as const;
  if ("text" in source) {
    return post<ImportRun>(path, { text: source.text, name: nameForPasted(source.text) });
  }
  if (!fitsOneForm(source.files)) {
    const ids = await uploadFiles(project, source.files, options);
    return post<ImportRun>(path, { file_upload_ids: ids }, { signal: options.signal });
  }
  const form = new FormData();
  for (const file of source.files) form.append("file", file, file.name);
  return post<ImportRun>(path, form, { timeout: UPLOAD_TIMEOUT, signal: options.signal });
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
  const stopSending = useRef<AbortController | null>(null);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
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
    const total = "files" in source ? totalSize(source.files) : source.text.length;
    const inParts = "files" in source && !fitsOneForm(source.files);
    const stop = new AbortController();
    stopSending.current = stop;
    const change = (news: { sent?: number; waiting?: string | null }) =>
      setState((state) => {
        if (state.phase !== "sending") return state;
        const sent = news.sent ?? state.sent;
        return { ...state, ...news, sent, share: inParts ? (100 * sent) / total : null };
      });
    setState({ phase: "sending", share: null, sent: 0, total, waiting: null });
    try {
      const run = await startImport(project, source, {
        signal: stop.signal,
        onProgress: (sent) => change({ sent }),
        onWaiting: (waiting) => change({ waiting }),
      });
      await follow(run);
    } catch (error) {
      const message = stop.signal.aborted ? t("import.cancelled") : messageOf(error);
      setState({ phase: "failed", message });
    }
  }

  async function cancel(): Promise<void> {
    if (state.phase === "sending") stopSending.current?.abort();
    if (state.phase === "running") await post(`api/labelry/jobs/${state.job}/cancel`);
  }

  return { state, start, cancel, reset: () => setState({ phase: "idle" }) };
}

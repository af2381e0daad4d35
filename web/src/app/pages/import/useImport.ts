/** Starts an import as a job on the server and follows it to its end. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/http";
import type { ImportRun, Job } from "@/api/types";
import { messageOf } from "../../components/states";
import { nameForPasted } from "./pasted";

export type ImportSource = { files: File[] } | { text: string };

export type ImportState =
  | { phase: "idle" }
  | { phase: "sending"; share: null }
  | { phase: "running"; job: string; words: string; share: number | null }
  | { phase: "done"; run: ImportRun }
  | { phase: "failed"; message: string };

const POLL = 400;
const UPLOAD_TIMEOUT = 15 * 60_000;

export async function startImport(project: number, source: ImportSource): Promise<ImportRun> {
  const path = `api/labelry/projects/${project}/imports` as const;
  if ("text" in source) {
    return post<ImportRun>(path, { text: source.text, name: nameForPasted(source.text) });
  }
  const form = new FormData();
  for (const file of source.files) form.append("file", file, file.name);
  return post<ImportRun>(path, form, { timeout: UPLOAD_TIMEOUT });
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
    setState({ phase: "sending", share: null });
    try {
      await follow(await startImport(project, source));
    } catch (error) {
      setState({ phase: "failed", message: messageOf(error) });
    }
  }

  async function cancel(): Promise<void> {
    if (state.phase === "running") await post(`api/labelry/jobs/${state.job}/cancel`);
  }

  return { state, start, cancel, reset: () => setState({ phase: "idle" }) };
}

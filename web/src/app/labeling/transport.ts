/** Carries drafts, submits and tasks between the labeling page and the server. */
import { ApiError } from "@/api/errors";
import { get, post, request } from "@/api/http";
import type {
  Annotation,
  Counters,
  Draft,
  FullTask,
  HistoryItem,
  LabelingContext,
  NextTask,
} from "@/api/types";
import type { Transport } from "./journal/model";

const SEND_TIMEOUT = 15_000;

export const httpTransport: Transport = {
  async saveDraft(entry) {
    const body = { result: entry.result, lead_time: entry.leadTime };
    // Revision 0 never exists: where another page has made a draft meanwhile, it is not overwritten.
    const expected = { "If-Match": entry.draft?.revision ?? '"0"' };
    const options = { body, headers: expected, timeout: SEND_TIMEOUT };
    const path = `api/tasks/${entry.task}` as const;
    const answer = entry.draft
      ? await request<Draft>("PATCH", `api/drafts/${entry.draft.id}/`, options)
      : entry.annotation === null
        ? await request<Draft>("POST", `${path}/drafts`, options)
        : await request<Draft>("POST", `${path}/annotations/${entry.annotation}/drafts`, options);
    return { draft: answer.data, etag: answer.etag };
  },

  async createAnnotation(item) {
    const answer = await request<Annotation>("POST", `api/tasks/${item.task}/annotations/`, {
      query: { project: item.project },
      body: {
        result: item.result,
        lead_time: item.leadTime,
        was_cancelled: item.cancelled,
        unique_id: item.uniqueId,
      },
      timeout: SEND_TIMEOUT,
    });
    return { annotation: answer.data, etag: answer.etag, repeated: answer.status === 200 };
  },

  async updateAnnotation(id, item, ifMatch) {
    const answer = await request<Annotation>("PATCH", `api/annotations/${id}/`, {
      body: { result: item.result, lead_time: item.leadTime, was_cancelled: item.cancelled },
      headers: ifMatch === null ? {} : { "If-Match": ifMatch },
      timeout: SEND_TIMEOUT,
    });
    return { annotation: answer.data, etag: answer.etag };
  },
};

export const labelingContext = (project: number) =>
  get<LabelingContext>(`api/labelry/projects/${project}/labeling`);

export const counters = (project: number) =>
  get<Counters>(`api/labelry/projects/${project}/counters`);

export const streamHistory = (project: number) =>
  get<HistoryItem[]>(`api/projects/${project}/label-stream-history/`);

export const taskById = (task: number) => get<FullTask>(`api/tasks/${task}/`);

/** An annotation with the ETag a later change of it must name. */
export async function annotationById(
  id: number,
): Promise<{ annotation: Annotation; etag: string | null }> {
  const answer = await request<Annotation>("GET", `api/annotations/${id}/`);
  return { annotation: answer.data, etag: answer.etag };
}

/** The next task of the stream but those in `after`, whose places are kept; null when none is left. */
export async function nextTask(project: number, after: number[]): Promise<NextTask | null> {
  try {
    return await get<NextTask>(`api/projects/${project}/next/`, {
      query: { after: after.length > 0 ? after.join(",") : undefined },
      timeout: SEND_TIMEOUT,
    });
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/** Give back tasks that were prefetched and not shown; sent even while the page goes away. */
export function releaseTasks(project: number, tasks: number[]): void {
  if (tasks.length === 0) return;
  post(`api/labelry/projects/${project}/release`, { tasks }, { keepalive: true }).catch(() => {
    // Their lease ends by itself.
  });
}

/** What the browser keeps of a person's work: the journal of open tasks and the outbox of submits. */
import type { Annotation, Draft, ResultItem } from "@/api/types";

/** What the journal needs to know of a draft and of an annotation on the server. */
export type HeldDraft = Pick<
  Draft,
  "id" | "task" | "annotation" | "result" | "lead_time" | "updated_at" | "revision"
>;
export type HeldAnnotation = Pick<
  Annotation,
  "id" | "task" | "result" | "was_cancelled" | "lead_time" | "updated_at" | "unique_id" | "revision"
>;

/** Names one piece of work. `annotation` is null while the annotation is new. */
export interface WorkKey {
  user: number;
  task: number;
  annotation: number | null;
}

export function keyOf(work: WorkKey): string {
  return `${work.user}:${work.task}:${work.annotation ?? "new"}`;
}

/** Everything typed into one open task; written on every change. */
export interface JournalEntry extends WorkKey {
  key: string;
  project: number;
  /** Made when the task is opened and kept, so a repeated submit is the same annotation. */
  uniqueId: string;
  /** Prints of submits that were on the way when this was opened: the server may hold any. */
  submittedPrints: string[];
  result: ResultItem[];
  /** Seconds of work so far. */
  leadTime: number;
  /** Counts changes; 0 means opened and untouched. */
  version: number;
  /** The version that the server's draft holds. */
  acked: number;
  draft: { id: number; revision: string | null } | null;
  /** Fingerprints sent as drafts whose answer never came: the server may hold any of them. */
  sentPrints: string[];
  /** ETag of the annotation under change, null for a new one. */
  base: string | null;
  changedAt: number;
}

export type OutboxState = "waiting" | "conflict" | "refused";

/** One submit on its way. It leaves the outbox only when the server holds it. */
export interface OutboxItem extends WorkKey {
  /** Order of sending, given by the store. */
  seq: number;
  project: number;
  uniqueId: string;
  result: ResultItem[];
  leadTime: number;
  cancelled: boolean;
  /** ETag that an update expects; null sends no `If-Match`. */
  ifMatch: string | null;
  /** Counts amendments, so that an answer to older content does not end newer content. */
  version: number;
  attempts: number;
  /** Prints of the contents that were sent and not answered: the server may hold any. */
  sentPrints: string[];
  state: OutboxState;
  /** Why the server refused it, in its words. */
  reason: string | null;
  /** The server's newer annotation, in a conflict. */
  theirs: HeldAnnotation | null;
  queuedAt: number;
}

export type NewOutboxItem = Omit<OutboxItem, "seq">;

/** A draft conflict: what is here and what the server holds. */
export interface DraftConflict {
  theirs: HeldDraft;
  revision: string | null;
}

/** Where the work goes. Errors are ApiError and UnreachableError. */
export interface Transport {
  saveDraft(entry: JournalEntry): Promise<{ draft: HeldDraft; etag: string | null }>;
  createAnnotation(
    item: OutboxItem,
  ): Promise<{ annotation: HeldAnnotation; etag: string | null; repeated: boolean }>;
  updateAnnotation(
    id: number,
    item: OutboxItem,
    ifMatch: string | null,
  ): Promise<{ annotation: HeldAnnotation; etag: string | null }>;
}

/** Time, so that tests can hold it. */
export interface Clock {
  now(): number;
  /** Calls back after the delay in milliseconds; answers how to call it off. */
  after(delay: number, call: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delay, call) {
    const timer = setTimeout(call, delay);
    return () => clearTimeout(timer);
  },
};

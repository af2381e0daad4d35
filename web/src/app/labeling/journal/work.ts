/** One open task: every change goes to the journal at once and to the server's draft soon after. */
import { ApiError } from "@/api/errors";
import type { ResultItem } from "@/api/types";
import { fingerprint, submitPrint } from "./fingerprint";
import {
  type Clock,
  type DraftConflict,
  type HeldAnnotation,
  type HeldDraft,
  type JournalEntry,
  keyOf,
  type OutboxItem,
  type Transport,
  type WorkKey,
} from "./model";
import type { WorkStore } from "./store";

export type SaveState = "saved" | "saving" | "offline" | "conflict" | "signed-out" | "refused";

/** What the server knows of the work when it is opened. */
export interface ServerSide {
  draft: HeldDraft | null;
  annotation: HeldAnnotation | null;
  annotationEtag: string | null;
  /** A submit of this work that is still in the outbox: newer than what the server has. */
  queued: OutboxItem | null;
}

export interface WorkOptions {
  store: WorkStore;
  transport: Transport;
  clock: Clock;
  newId: () => string;
  /** Milliseconds of quiet before a draft is sent. */
  draftDelay?: number;
}

const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 30_000;

export class Work {
  state: SaveState = "saved";
  conflict: DraftConflict | null = null;
  private readonly listeners = new Set<() => void>();
  private writing: Promise<void> = Promise.resolve();
  private writeWanted = false;
  private sending: Promise<void> | null = null;
  private callOff: (() => void) | null = null;
  private failures = 0;
  private closed = false;
  private submitted = false;

  private constructor(
    readonly entry: JournalEntry,
    private readonly options: WorkOptions,
  ) {}

  /** Open a task: the journal wins over an older draft of the server; a newer one is a conflict. */
  static async open(
    key: WorkKey,
    project: number,
    server: ServerSide,
    options: WorkOptions,
  ): Promise<Work> {
    const kept =
      (await options.store.entry(keyOf(key))) ?? (await adopt(key, server, options.store));
    const entry = kept ?? freshEntry(key, project, server, options);
    const work = new Work(entry, options);
    if (kept) work.reconcile(server);
    if (entry.version > entry.acked && !work.conflict) {
      work.state = "saving";
      work.sendSoon(0);
    }
    return work;
  }

  /** False once the work is submitted or left. */
  get isOpen(): boolean {
    return !this.closed;
  }

  get result(): ResultItem[] {
    return this.entry.result;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The person changed something. Resolves when the browser holds it. */
  change(result: ResultItem[], leadTime: number): Promise<void> {
    if (this.closed) return Promise.resolve();
    Object.assign(this.entry, {
      result,
      leadTime,
      version: this.entry.version + 1,
      changedAt: this.options.clock.now(),
    });
    const kept = this.keep();
    if (!this.conflict) {
      if (this.failures === 0) this.show("saving");
      this.sendSoon(this.options.draftDelay ?? 800);
    }
    return kept;
  }

  /** Send the draft now, as when the page is being hidden. */
  flush(): void {
    if (this.unsent) this.sendSoon(0);
  }

  /** Turn the work into a submit. Afterwards this object is closed. */
  async submit(result: ResultItem[], leadTime: number, cancelled: boolean): Promise<OutboxItem> {
    this.stop();
    await this.writing;
    this.submitted = true;
    const { entry, options } = this;
    return options.store.enqueue(entry.key, {
      user: entry.user,
      task: entry.task,
      annotation: entry.annotation,
      project: entry.project,
      uniqueId: entry.uniqueId,
      result,
      leadTime,
      cancelled,
      ifMatch: entry.base,
      version: 0,
      attempts: 0,
      sentPrints: entry.submittedPrints,
      state: "waiting",
      reason: null,
      theirs: null,
      queuedAt: options.clock.now(),
    });
  }

  /** Leave the task; the draft is sent in the background, the journal keeps it meanwhile. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.stop();
    await this.writing;
    await this.sending;
    if (this.unsent) this.sending = this.send();
    await this.sending;
    // Beside a submit on its way, the server's draft alone would not tell which of them is newer.
    const needed = this.unsent || this.conflict || this.entry.submittedPrints.length > 0;
    if (needed) await this.options.store.putEntry(structuredClone(this.entry));
    else await this.options.store.dropEntry(this.entry.key);
  }

  /** Resolves when no draft of this work is in the air any more. */
  async settled(): Promise<void> {
    await this.sending;
  }

  private get unsent(): boolean {
    return this.entry.version > this.entry.acked && !this.conflict;
  }

  /** Settle a conflict of drafts; answers the result to show. */
  async resolve(keep: "mine" | "theirs"): Promise<ResultItem[]> {
    const { conflict, entry } = this;
    if (!conflict) return entry.result;
    this.conflict = null;
    entry.draft = { id: conflict.theirs.id, revision: conflict.revision };
    entry.sentPrints = [];
    if (keep === "theirs") {
      entry.result = conflict.theirs.result;
      entry.acked = entry.version;
      this.show("saved");
    } else {
      this.show("saving");
      this.sendSoon(0);
    }
    await this.keep();
    return entry.result;
  }

  private reconcile({ draft, queued }: ServerSide): void {
    const { entry } = this;
    entry.submittedPrints = [...new Set([...entry.submittedPrints, ...printsOf(queued)])];
    if (!draft) return;
    const revision = revisionOf(draft);
    const known = entry.draft?.id === draft.id && entry.draft.revision === revision;
    const print = fingerprint(draft.result);
    const ours = known || entry.sentPrints.includes(print) || print === fingerprint(entry.result);
    if (ours) {
      entry.draft = { id: draft.id, revision };
      entry.sentPrints = [];
    } else if (entry.version === entry.acked) {
      entry.draft = { id: draft.id, revision };
      entry.result = draft.result;
      entry.leadTime = draft.lead_time ?? entry.leadTime;
    } else {
      this.conflict = { theirs: draft, revision };
      this.state = "conflict";
    }
  }

  /** One write at a time; changes during a write are written together after it. */
  private keep(): Promise<void> {
    // A submit has moved the entry to the outbox; a late write would bring it back.
    if (this.submitted) return Promise.resolve();
    if (this.writeWanted) return this.writing;
    this.writeWanted = true;
    this.writing = this.writing.then(async () => {
      this.writeWanted = false;
      if (this.submitted) return;
      await this.options.store.putEntry(structuredClone(this.entry));
    });
    return this.writing;
  }

  private sendSoon(delay: number): void {
    if (this.closed) return;
    this.callOff?.();
    this.callOff = this.options.clock.after(delay, () => {
      this.callOff = null;
      if (this.sending) return;
      this.sending = this.send().finally(() => {
        this.sending = null;
        if (this.unsent && this.failures === 0 && !this.callOff) this.sendSoon(0);
      });
    });
  }

  private async send(): Promise<void> {
    const { entry, options } = this;
    const version = entry.version;
    const print = fingerprint(entry.result);
    if (!entry.sentPrints.includes(print))
      entry.sentPrints = [...entry.sentPrints.slice(-19), print];
    // Written before it is sent, so that after a crash the server's draft is known as ours.
    await this.keep();
    try {
      const { draft, etag } = await options.transport.saveDraft(structuredClone(entry));
      entry.draft = { id: draft.id, revision: etag ?? revisionOf(draft) };
      entry.acked = version;
      entry.sentPrints = [];
      this.failures = 0;
      await this.keep();
      if (entry.version === version) this.show("saved");
    } catch (error) {
      this.afterFailure(error);
    }
  }

  private afterFailure(error: unknown): void {
    const { entry } = this;
    if (error instanceof ApiError && error.status === 412) {
      const theirs = error.current as HeldDraft;
      const revision = error.etag ?? revisionOf(theirs);
      if (entry.sentPrints.includes(fingerprint(theirs.result))) {
        entry.draft = { id: theirs.id, revision };
        return;
      }
      this.conflict = { theirs, revision };
      this.show("conflict");
      return;
    }
    if (error instanceof ApiError && error.status === 404 && entry.draft) {
      entry.draft = null;
      return;
    }
    this.failures += 1;
    if (error instanceof ApiError && error.status === 401) this.show("signed-out");
    else if (
      error instanceof ApiError &&
      error.status >= 400 &&
      error.status < 500 &&
      error.status !== 429
    )
      this.show("refused");
    else this.show("offline");
    if (this.state !== "refused") {
      this.sendSoon(Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(this.failures - 1, 5)));
    }
  }

  private stop(): void {
    this.closed = true;
    this.callOff?.();
    this.callOff = null;
  }

  private show(state: SaveState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

/**
 * Find what was typed while the annotation had no number yet: reopened when its submit was on
 * the way and cut off, or submitted from another place meanwhile. Unsent changes are kept as a
 * change of the annotation; what the server has had as a draft is done with.
 */
async function adopt(
  key: WorkKey,
  { annotation, annotationEtag }: ServerSide,
  store: WorkStore,
): Promise<JournalEntry | undefined> {
  if (!annotation) return undefined;
  const newKey = keyOf({ ...key, annotation: null });
  const entry = await store.entry(newKey);
  if (!entry) return undefined;
  if (entry.uniqueId !== annotation.unique_id && entry.version === entry.acked) {
    await store.dropEntry(newKey);
    return undefined;
  }
  const moved: JournalEntry = {
    ...entry,
    annotation: annotation.id,
    key: keyOf(key),
    uniqueId: annotation.unique_id,
    base: annotationEtag,
    draft: null,
    acked: 0,
  };
  await store.moveEntry(newKey, moved);
  return moved;
}

function freshEntry(
  key: WorkKey,
  project: number,
  server: ServerSide,
  options: WorkOptions,
): JournalEntry {
  const { draft, annotation, queued } = server;
  return {
    ...key,
    key: keyOf(key),
    project,
    uniqueId: queued?.uniqueId ?? annotation?.unique_id ?? options.newId(),
    submittedPrints: printsOf(queued),
    result: queued?.result ?? draft?.result ?? annotation?.result ?? [],
    leadTime: queued?.leadTime ?? draft?.lead_time ?? annotation?.lead_time ?? 0,
    version: 0,
    acked: 0,
    draft: draft ? { id: draft.id, revision: revisionOf(draft) } : null,
    sentPrints: [],
    base: queued?.ifMatch ?? server.annotationEtag,
    changedAt: options.clock.now(),
  };
}

/** What the server may hold of a submit that is on its way, now or soon. */
function printsOf(queued: OutboxItem | null): string[] {
  return queued ? [...queued.sentPrints, submitPrint(queued.result, queued.cancelled)] : [];
}

/** A draft read in a list carries its revision in its body; as an ETag it is quoted. */
function revisionOf(draft: HeldDraft): string {
  return `"${draft.revision}"`;
}

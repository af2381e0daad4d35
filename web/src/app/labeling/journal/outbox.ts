/** Sends submits in order, one at a time over all tabs, until the server holds each of them. */
import { ApiError } from "@/api/errors";
import { submitPrint } from "./fingerprint";
import type { Clock, HeldAnnotation, OutboxItem, Transport } from "./model";
import type { WorkStore } from "./store";

export type OutboxCondition = "idle" | "sending" | "offline" | "signed-out";

export interface OutboxView {
  condition: OutboxCondition;
  items: OutboxItem[];
}

/** Runs `work` while no other tab does; answers false when another tab is at it. */
export type Exclusive = (work: () => Promise<void>) => Promise<boolean>;

export interface OutboxOptions {
  user: number;
  store: WorkStore;
  transport: Transport;
  clock: Clock;
  exclusive: Exclusive;
  /**
   * Waits for drafts of this task still in the air, before its submit goes: a submit clears the
   * drafts away, and one that arrived after it would stay.
   */
  settleDrafts: (item: OutboxItem) => Promise<void>;
  onSent?: (item: OutboxItem, annotation: HeldAnnotation, etag: string | null) => void;
}

const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 60_000;
/** An ETag that no annotation has: the server answers with what it holds, and the person chooses. */
const NO_REVISION = '"0"';

export class Outbox {
  private view: OutboxView = { condition: "idle", items: [] };
  private readonly listeners = new Set<() => void>();
  private running: Promise<void> | null = null;
  private again = false;
  private failures = 0;
  private callOff: (() => void) | null = null;
  private closed = false;

  constructor(private readonly options: OutboxOptions) {}

  snapshot = (): OutboxView => this.view;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Stop sending from this page; what waits stays in the store. Resolves when nothing is in the air. */
  async close(): Promise<void> {
    this.closed = true;
    this.callOff?.();
    await this.running;
  }

  /** Read the store again, after another tab changed it. */
  async refresh(): Promise<void> {
    const items = await this.options.store.items(this.options.user);
    const condition =
      this.view.condition === "idle" || items.length > 0 ? this.view.condition : "idle";
    this.show({ condition, items });
  }

  /** Send what waits, now. Resolves when nothing more can be sent at the moment. */
  flush(): Promise<void> {
    this.callOff?.();
    this.callOff = null;
    if (this.closed) return Promise.resolve();
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.drain().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /** Settle a conflict: send ours over theirs, or let ours go. */
  async resolve(item: OutboxItem, keep: "mine" | "theirs", etag: string | null): Promise<void> {
    const { store } = this.options;
    if (keep === "theirs") await store.dropItem(item.seq);
    else await store.rewrite(item, { state: "waiting", ifMatch: etag, theirs: null });
    await this.refresh();
    await this.flush();
  }

  /** Try a refused submit once more, after the person saw why. */
  async retry(item: OutboxItem): Promise<void> {
    await this.options.store.rewrite(item, { state: "waiting", reason: null });
    await this.refresh();
    await this.flush();
  }

  async discard(item: OutboxItem): Promise<void> {
    await this.options.store.dropItem(item.seq);
    await this.refresh();
  }

  private async drain(): Promise<void> {
    do {
      this.again = false;
      const ours = await this.options.exclusive(() => this.sendAll());
      if (!ours) {
        // Another tab is sending; look again soon, in case it is closed in the middle.
        await this.refresh();
        if (this.view.items.some((item) => item.state === "waiting")) this.retryLater(FIRST_RETRY);
        return;
      }
    } while (this.again && !this.closed);
  }

  private async sendAll(): Promise<void> {
    const { store, user } = this.options;
    while (!this.closed) {
      const items = await store.items(user);
      const next = items.find((item) => item.state === "waiting");
      if (!next) {
        this.failures = 0;
        this.show({ condition: "idle", items });
        return;
      }
      this.show({ condition: this.failures > 0 ? "offline" : "sending", items });
      const obstacle = await this.send(next);
      if (obstacle) {
        this.failures += 1;
        this.show({ condition: obstacle.condition, items: await store.items(user) });
        if (obstacle.condition === "offline") this.retryLater(obstacle.wait);
        return;
      }
      this.failures = 0;
    }
  }

  private async send(item: OutboxItem): Promise<Obstacle | null> {
    const { store, transport, settleDrafts, onSent } = this.options;
    await settleDrafts(item);
    // Written before the attempt: if the page dies in it, a later attempt knows its own trace.
    const sentPrints = [...new Set([...item.sentPrints, printOf(item)])];
    if (!(await store.rewrite(item, { attempts: item.attempts + 1, sentPrints }))) return null;
    try {
      const held = await this.deliver(item, transport);
      await store.finish(item, held.annotation.id, held.etag);
      onSent?.(item, held.annotation, held.etag);
      return null;
    } catch (error) {
      return this.afterFailure(item, error);
    }
  }

  private async deliver(
    item: OutboxItem,
    transport: Transport,
  ): Promise<{ annotation: HeldAnnotation; etag: string | null }> {
    if (item.annotation === null) {
      const first = await transport.createAnnotation(item);
      // What others made of our first attempt since then is newer than a mere repetition of it.
      if (!first.repeated || holds(first.annotation, item) || isFirstContent(item)) return first;
      const ifMatch = isEarlierAttempt(first.annotation, item) ? first.etag : NO_REVISION;
      return transport.updateAnnotation(first.annotation.id, item, ifMatch);
    }
    try {
      return await transport.updateAnnotation(item.annotation, item, item.ifMatch);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 412) throw error;
      const theirs = error.current as HeldAnnotation;
      if (holds(theirs, item) || !isEarlierAttempt(theirs, item)) throw error;
      return transport.updateAnnotation(theirs.id, item, error.etag);
    }
  }

  private async afterFailure(item: OutboxItem, error: unknown): Promise<Obstacle | null> {
    const { store } = this.options;
    if (!(error instanceof ApiError)) return { condition: "offline", wait: this.backoff() };
    if (error.status === 401) return { condition: "signed-out", wait: 0 };
    if (error.status === 408 || error.status === 429 || error.status >= 500) {
      const asked = error.retryAfter === null ? 0 : error.retryAfter * 1000;
      return { condition: "offline", wait: Math.max(asked, this.backoff()) };
    }
    if (error.status === 412) {
      const theirs = error.current as HeldAnnotation;
      if (holds(theirs, item)) {
        // An earlier attempt arrived and only its answer was lost.
        await store.finish(item, theirs.id, error.etag);
        this.options.onSent?.(item, theirs, error.etag);
      } else {
        await store.rewrite(item, {
          state: "conflict",
          theirs,
          ifMatch: error.etag,
          annotation: theirs.id,
        });
      }
      return null;
    }
    await store.rewrite(item, { state: "refused", reason: error.message });
    return null;
  }

  private backoff(): number {
    return Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.min(this.failures, 6));
  }

  private retryLater(wait: number): void {
    if (this.closed) return;
    this.callOff?.();
    this.callOff = this.options.clock.after(wait, () => void this.flush());
  }

  private show(view: OutboxView): void {
    this.view = view;
    for (const listener of this.listeners) listener();
  }
}

interface Obstacle {
  condition: "offline" | "signed-out";
  /** Milliseconds until the next attempt. */
  wait: number;
}

function printOf(item: OutboxItem): string {
  return submitPrint(item.result, item.cancelled);
}

function holds(annotation: HeldAnnotation, item: OutboxItem): boolean {
  return submitPrint(annotation.result, annotation.was_cancelled) === printOf(item);
}

/** Whether the server holds what we sent before we changed our mind, and nothing of others. */
function isEarlierAttempt(annotation: HeldAnnotation, item: OutboxItem): boolean {
  return item.sentPrints.includes(submitPrint(annotation.result, annotation.was_cancelled));
}

/** Whether nothing else than its present content was ever sent of an item. */
function isFirstContent(item: OutboxItem): boolean {
  return item.sentPrints.every((print) => print === printOf(item));
}

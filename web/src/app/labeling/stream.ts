/** What a person labels next: the task now, a few prefetched behind it, and the way back. */
import type { Annotation, HistoryItem, Task } from "@/api/types";
import { completedBy } from "./people";

const AHEAD = 2;

/** A task the person has been on: in this session or, before it, as the server remembers. */
export interface Step {
  task: number;
  annotation: number | null;
  uniqueId: string | null;
  cancelled: boolean;
  /** The answer in a few words, for the trail; empty for steps of earlier sessions. */
  words: string;
}

export interface StreamSource {
  /** The next task but those named, which this person holds. */
  next(after: number[]): Promise<Task | null>;
  history(): Promise<HistoryItem[]>;
}

export class Stream {
  /** Every step, oldest first. */
  readonly steps: Step[] = [];
  /** Where the person stands: an index of `steps`, or its length for the task at the front. */
  position = 0;
  private ahead: Task[] = [];
  private fetching: Promise<void> | null = null;
  private exhausted = false;
  private failure: unknown = null;
  private readonly held = new Set<number>();

  constructor(private readonly source: StreamSource) {}

  async loadHistory(): Promise<void> {
    const earlier = await this.source.history();
    const known = new Set(this.steps.map((step) => step.task));
    const old = earlier
      .filter((item) => item.annotationId !== null && !known.has(item.taskId))
      .map((item) => ({
        task: item.taskId,
        annotation: item.annotationId,
        uniqueId: null,
        cancelled: false,
        words: "",
      }));
    this.steps.unshift(...old);
    this.position += old.length;
  }

  /** Take the next task; null when there is none. Throws what kept it from being fetched. */
  async take(): Promise<Task | null> {
    if (this.ahead.length === 0) {
      this.exhausted = false;
      await this.fill();
    }
    const task = this.ahead.shift();
    if (!task) {
      if (this.failure) throw this.failure;
      return null;
    }
    void this.fill();
    return task;
  }

  /** A task of mine that is open or on its way: prefetching passes it. */
  know(task: number): void {
    this.held.add(task);
    this.ahead = this.ahead.filter((other) => other.id !== task);
  }

  /** The server has the submit of a task: it needs no passing any more. */
  delivered(task: number): void {
    this.held.delete(task);
  }

  /** Prefetched tasks that were not shown; their places can be given back. */
  get unseen(): number[] {
    return this.ahead.map((task) => task.id);
  }

  /** Fetch what comes next, so that it can be shown without the network. */
  fill(): Promise<void> {
    if (this.fetching) return this.fetching;
    this.fetching = this.fetchMore().finally(() => {
      this.fetching = null;
    });
    return this.fetching;
  }

  private async fetchMore(): Promise<void> {
    this.failure = null;
    try {
      while (this.ahead.length < AHEAD && !this.exhausted) {
        const task = await this.source.next([...this.held]);
        if (!task || this.held.has(task.id)) {
          this.exhausted = true;
        } else {
          this.held.add(task.id);
          this.ahead.push(task);
        }
      }
    } catch (error) {
      this.failure = error;
    }
  }
}

/** The annotation of this person on a task that a change would go to: the latest. */
export function ownAnnotation(task: Task, user: number): Annotation | null {
  const own = task.annotations.filter((annotation) => completedBy(annotation) === user);
  return own.at(-1) ?? null;
}

/** One person labeling one project in one tab: which task is open, its work, what is on its way. */
import { UnreachableError } from "@/api/errors";
import type { Annotation, ResultItem, Task } from "@/api/types";
import {
  type HeldAnnotation,
  type JournalEntry,
  type OutboxItem,
  systemClock,
} from "./journal/model";
import { Outbox } from "./journal/outbox";
import { WorkStore } from "./journal/store";
import { Work } from "./journal/work";
import { loadPictures } from "./pictures";
import { ownAnnotation, type Step, Stream } from "./stream";
import { type Hold, holdTask, OutboxNews, sendExclusively } from "./tabs";
import {
  annotationById,
  httpTransport,
  nextTask,
  releaseTasks,
  streamHistory,
  taskById,
} from "./transport";

export type Phase = "loading" | "working" | "done" | "waiting" | "elsewhere" | "error";

export interface Current {
  task: Task;
  work: Work;
  /** The annotation being changed; null when it is new. */
  annotation: Annotation | null;
  /** Counts what was shown, so that each showing draws afresh. */
  turn: number;
}

export interface SessionView {
  phase: Phase;
  current: Current | null;
  error: unknown;
  steps: readonly Step[];
  position: number;
  /** New answers, skips apart, that reached the server since the page was opened. */
  delivered: number;
  /** Rises with every change of the work's saved state. */
  pulse: number;
}

export class LabelingSession {
  /** Tells one opening of the page from the next. */
  readonly id = crypto.randomUUID();
  readonly outbox: Outbox;
  private readonly stream: Stream;
  private readonly listeners = new Set<() => void>();
  private readonly recent = new Map<string, Work>();
  private readonly news: OutboxNews;
  private hold: Hold | null = null;
  private front: Task | null = null;
  private blocked: number | null = null;
  private turn = 0;
  private moving = false;
  private closed = false;
  private view: SessionView = {
    phase: "loading",
    current: null,
    error: null,
    steps: [],
    position: 0,
    delivered: 0,
    pulse: 0,
  };

  private constructor(
    private readonly user: number,
    private readonly project: number,
    private readonly store: WorkStore,
    private readonly single: number | null,
  ) {
    this.stream = new Stream({
      next: async (after) => {
        const next = await nextTask(project, after);
        if (next) loadPictures(next);
        return next;
      },
      history: () => streamHistory(project),
    });
    this.news = new OutboxNews(user, (task) => {
      this.stream.know(task);
      void this.outbox.refresh();
    });
    this.outbox = new Outbox({
      user,
      store,
      transport: httpTransport,
      clock: systemClock,
      exclusive: (work) => sendExclusively(user, work),
      settleDrafts: async (item) => this.recent.get(item.uniqueId)?.settled(),
      onSent: (item, annotation, etag) => this.sent(item, annotation, etag),
    });
  }

  /** Open the stream of a project, or one task of it when `task` is given. */
  static async open(user: number, project: number, task: number | null): Promise<LabelingSession> {
    const session = new LabelingSession(user, project, await WorkStore.open(), task);
    void session.start();
    return session;
  }

  snapshot = (): SessionView => this.view;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The network may be back, or the person has signed in again. */
  wake = (): void => {
    void this.outbox.flush();
    this.view.current?.work.flush();
    if (this.view.phase === "waiting") void this.forward();
    else if (this.single === null) void this.stream.fill();
  };

  async close(): Promise<void> {
    this.closed = true;
    const sent = this.outbox.close();
    const { current } = this.view;
    const untouched = current && current.work.entry.version === 0 && !current.annotation;
    releaseTasks(this.project, [...this.stream.unseen, ...(untouched ? [current.task.id] : [])]);
    await current?.work.close();
    this.hold?.release();
    await sent;
    this.news.close();
    this.store.close();
  }

  /** Submit what the editor holds and go on; the network is never waited for. */
  async submit(
    result: ResultItem[],
    leadTime: number,
    cancelled: boolean,
    words: string,
  ): Promise<void> {
    const { current } = this.view;
    if (!current || this.moving) return;
    await this.move(async () => {
      const { entry } = current.work;
      this.recent.set(entry.uniqueId, current.work);
      const item = await current.work.submit(result, leadTime, cancelled);
      this.stepDone({
        task: item.task,
        annotation: item.annotation,
        uniqueId: item.uniqueId,
        cancelled,
        words,
      });
      if (this.front?.id === item.task) this.front = null;
      await this.outbox.refresh();
      void this.outbox.flush();
      this.news.tell(item.task);
      if (this.single === null) await this.goTo(this.stream.position + 1);
      else await this.showTask(this.single, null);
    });
  }

  back = (): Promise<void> => this.move(() => this.goTo(this.stream.position - 1));

  forward = (): Promise<void> => this.move(() => this.goTo(this.stream.position + 1));

  /** Go to a step of the trail. */
  revisit = (position: number): Promise<void> => this.move(() => this.goTo(position));

  /** Take over the task that another tab has open. */
  takeOver = (): Promise<void> =>
    this.move(async () => {
      if (this.blocked !== null) await this.showTask(this.blocked, null, true);
    });

  async settleDraft(keep: "mine" | "theirs"): Promise<void> {
    const { current } = this.view;
    if (!current) return;
    await current.work.resolve(keep);
    this.show({ current: { ...current, turn: ++this.turn } });
  }

  private async start(): Promise<void> {
    await this.outbox.refresh();
    void this.outbox.flush();
    for (const item of this.outbox.snapshot().items) this.stream.know(item.task);
    if (this.single !== null) {
      const task = this.single;
      await this.move(() => this.showTask(task, null));
      return;
    }
    const leftovers = await this.store.entries(this.user, this.project);
    void this.stream.loadHistory().then(
      () => this.show({}),
      // Without the network the way back starts with this session's steps.
      () => undefined,
    );
    await this.move(async () => {
      // What was being typed when the page went away is opened again first.
      for (const entry of leftovers) {
        if (this.view.phase === "working") void this.sendLeftover(entry.task, entry.annotation);
        else if (!(await this.isDone(entry))) await this.showTask(entry.task, entry.annotation);
      }
      if (this.view.phase !== "working") await this.goTo(this.stream.steps.length);
    });
    void this.stream.fill();
  }

  /** Whether all that is kept of a task was saved and then submitted from another place. */
  private async isDone(entry: JournalEntry): Promise<boolean> {
    if (entry.annotation !== null || entry.version > entry.acked) return false;
    const own = ownAnnotation(await taskById(entry.task), this.user);
    if (!own || own.unique_id === entry.uniqueId) return false;
    await this.store.dropEntry(entry.key);
    return true;
  }

  /** Bring what an earlier, cut-off page typed to the server as a draft. */
  private async sendLeftover(taskId: number, annotation: number | null): Promise<void> {
    const hold = await holdTask(this.user, taskId, () => undefined);
    if (!hold) return;
    try {
      const queued = await this.queuedFor(taskId);
      const opened = await this.openWork(await taskById(taskId), annotation, queued);
      await opened.work.close();
    } catch {
      // Still in the journal; the next visit tries again.
    } finally {
      hold.release();
    }
  }

  private async move(act: () => Promise<void>): Promise<void> {
    if (this.moving || this.closed) return;
    this.moving = true;
    try {
      await act();
    } catch (error) {
      const stillOpen = this.view.current?.work.isOpen === true;
      const phase = error instanceof UnreachableError ? "waiting" : "error";
      this.show(stillOpen ? { error } : { phase, error, current: null });
    } finally {
      this.moving = false;
    }
  }

  private async goTo(position: number): Promise<void> {
    const { stream } = this;
    const target = Math.max(0, Math.min(position, stream.steps.length));
    const step = stream.steps[target];
    if (step) {
      await this.showTask(step.task, step.annotation);
      stream.position = target;
      this.show({});
      return;
    }
    while (true) {
      const task = this.front ?? (await stream.take());
      this.front = task;
      stream.position = stream.steps.length;
      if (!task) {
        this.leaveCurrent();
        this.show({ phase: this.blocked === null ? "done" : "elsewhere", current: null });
        return;
      }
      if (await this.showLoaded(task, null, false, null)) return;
      this.blocked = task.id;
      this.front = null;
    }
  }

  private async showTask(id: number, annotation: number | null, steal = false): Promise<void> {
    // Looked up before the task is read: a submit that arrives between the two is then in one of them.
    const queued = await this.queuedFor(id);
    const task = this.front?.id === id ? this.front : await taskById(id);
    this.stream.know(id);
    if (await this.showLoaded(task, annotation, steal, queued)) return;
    this.blocked = id;
    this.show({ phase: "elsewhere", current: null });
  }

  private async showLoaded(
    task: Task,
    annotation: number | null,
    steal: boolean,
    queued: OutboxItem | null,
  ): Promise<boolean> {
    const again = this.view.current?.task.id === task.id && this.hold !== null;
    if (again) await this.view.current?.work.close();
    const hold = again
      ? this.hold
      : await holdTask(this.user, task.id, () => this.stolen(task.id), steal);
    if (!hold) return false;
    const { work, existing } = await this.openWork(task, annotation, queued).catch((error) => {
      if (!again) hold.release();
      throw error;
    });
    if (!again) this.leaveCurrent();
    this.hold = hold;
    work.subscribe(() => this.show({}));
    this.blocked = null;
    this.show({
      phase: "working",
      error: null,
      current: { task, work, annotation: existing, turn: ++this.turn },
    });
    return true;
  }

  private async queuedFor(task: number): Promise<OutboxItem | null> {
    const items = await this.store.items(this.user);
    return items.find((item) => item.task === task) ?? null;
  }

  private async openWork(task: Task, wanted: number | null, queued: OutboxItem | null) {
    const known = queued?.annotation ?? wanted ?? ownAnnotation(task, this.user)?.id ?? null;
    let existing: Annotation | null = null;
    let etag: string | null = null;
    if (known !== null && !(queued && queued.annotation === null)) {
      ({ annotation: existing, etag } = await annotationById(known));
    }
    const id = existing?.id ?? null;
    const work = await Work.open(
      { user: this.user, task: task.id, annotation: id },
      this.project,
      {
        draft: task.drafts.find((draft) => draft.annotation === id) ?? null,
        annotation: existing,
        annotationEtag: etag,
        queued,
      },
      {
        store: this.store,
        transport: httpTransport,
        clock: systemClock,
        newId: () => crypto.randomUUID(),
      },
    );
    return { work, existing };
  }

  private leaveCurrent(): void {
    const { current } = this.view;
    if (!current) return;
    // The draft goes on its own; the journal holds it meanwhile.
    void current.work.close();
    this.hold?.release();
    this.hold = null;
  }

  private stolen(task: number): void {
    if (this.view.current?.task.id !== task) return;
    void this.view.current.work.close();
    this.hold = null;
    this.blocked = task;
    this.show({ phase: "elsewhere", current: null });
  }

  private stepDone(step: Step): void {
    const { steps } = this.stream;
    const at = steps.findIndex((other) => other.task === step.task);
    if (at >= 0) {
      steps[at] = { ...step, annotation: step.annotation ?? steps[at]?.annotation ?? null };
      this.stream.position = at;
    } else {
      steps.push(step);
      this.stream.position = steps.length - 1;
    }
  }

  private sent(item: OutboxItem, annotation: HeldAnnotation, etag: string | null): void {
    this.recent.delete(item.uniqueId);
    this.stream.delivered(item.task);
    const step = this.stream.steps.find((other) => other.task === item.task);
    if (step) step.annotation = annotation.id;
    const open = this.view.current?.work.entry;
    if (open?.annotation === annotation.id) open.base = etag;
    this.news.tell(item.task);
    const isNew = item.annotation === null && !item.cancelled;
    this.show({ delivered: this.view.delivered + (isNew ? 1 : 0) });
  }

  private show(change: Partial<SessionView>): void {
    if (this.closed) return;
    this.view = {
      ...this.view,
      ...change,
      steps: [...this.stream.steps],
      position: this.stream.position,
      pulse: this.view.pulse + 1,
    };
    for (const listener of this.listeners) listener();
  }
}

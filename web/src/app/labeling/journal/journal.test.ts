import "fake-indexeddb/auto";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { ResultItem } from "@/api/types";
import { FakeServer, type Fate } from "./fake-server";
import { fingerprint } from "./fingerprint";
import type { Clock } from "./model";
import { Outbox } from "./outbox";
import { WorkStore } from "./store";
import { type ServerSide, Work } from "./work";

const USER = 1;
const PROJECT = 7;
/** More turns than anything on the way between page and server takes. */
const TURNS = 60;
let databases = 0;

declare function setImmediate(call: (value: unknown) => void): void;

/** A clock that a test moves by hand. */
class HandClock implements Clock {
  time = 0;
  private waiting: { at: number; call: () => void }[] = [];
  now = () => this.time;
  after(delay: number, call: () => void): () => void {
    const item = { at: this.time + delay, call };
    this.waiting.push(item);
    return () => {
      this.waiting = this.waiting.filter((other) => other !== item);
    };
  }
  pass(ms: number): void {
    this.time += ms;
    const due = this.waiting.filter((item) => item.at <= this.time);
    this.waiting = this.waiting.filter((item) => item.at > this.time);
    for (const item of due) item.call();
  }
}

/** One browser page; `crash` leaves everything behind as a killed tab does. */
class Page {
  readonly clock = new HandClock();
  work: Work | null = null;
  private dead = false;

  private constructor(
    readonly server: FakeServer,
    readonly store: WorkStore,
    readonly outbox: Outbox,
    private readonly transport: ReturnType<FakeServer["transport"]>,
  ) {}

  static async open(server: FakeServer, database: string): Promise<Page> {
    const store = await WorkStore.open(database);
    const transport = server.transport();
    let page: Page;
    const outbox = new Outbox({
      user: USER,
      store,
      transport,
      clock: { now: () => page.clock.now(), after: (ms, call) => page.clock.after(ms, call) },
      exclusive: async (work) => {
        await work();
        return true;
      },
      settleDrafts: async (item) => {
        if (page.work?.entry.uniqueId === item.uniqueId) await page.work.settled();
      },
    });
    page = new Page(server, store, outbox, transport);
    await outbox.refresh();
    return page;
  }

  async openTask(task: number, server: Partial<ServerSide> = {}): Promise<Work> {
    const queued = (await this.store.items(USER)).find((item) => item.task === task) ?? null;
    this.work = await Work.open(
      { user: USER, task, annotation: server.annotation?.id ?? null },
      PROJECT,
      {
        draft: this.server.draftOf(task),
        annotation: null,
        annotationEtag: null,
        queued,
        ...server,
      },
      {
        store: this.store,
        transport: this.transport,
        clock: this.clock,
        newId: () => crypto.randomUUID(),
      },
    );
    return this.work;
  }

  /** Let timers and everything in the air come to rest. */
  async settle(ms = 0): Promise<void> {
    for (let round = 0; round < 3; round++) {
      this.clock.pass(ms);
      // By turns of the event loop, which the store takes its steps in, and not by time.
      for (let turn = 0; turn < TURNS; turn++) await new Promise((done) => setImmediate(done));
    }
  }

  crash(): void {
    if (this.dead) return;
    this.dead = true;
    void this.outbox.close();
    this.store.close();
  }
}

function says(text: string): ResultItem[] {
  return [
    { id: "a", from_name: "mood", to_name: "text", type: "choices", value: { choices: [text] } },
  ];
}

let server: FakeServer;
let database: string;
const open = () => Page.open(server, database);

beforeEach(() => {
  server = new FakeServer();
  database = `test-${databases++}`;
});

describe("a change", () => {
  it("is in the browser at once and on the server after a moment of quiet", async () => {
    const page = await open();
    const work = await page.openTask(3);
    await work.change(says("Good"), 1);
    expect((await page.store.entry("1:3:new"))?.result).toEqual(says("Good"));
    expect(server.draftOf(3)).toBeNull();
    await page.settle(800);
    expect(server.draftOf(3)?.result).toEqual(says("Good"));
    expect(work.state).toBe("saved");
  });

  it("survives a crash before the server heard of it", async () => {
    const page = await open();
    server.fates = ["down", "down", "down", "down"];
    const work = await page.openTask(3);
    await work.change(says("Good"), 1);
    await page.settle(800);
    expect(work.state).toBe("offline");
    page.crash();
    const again = await open();
    expect((await again.openTask(3)).result).toEqual(says("Good"));
  });

  it("wins over the older draft whose answer was lost", async () => {
    const page = await open();
    server.fates = ["lost"];
    const work = await page.openTask(3);
    await work.change(says("Good"), 1);
    await page.settle(800);
    await work.change(says("Better"), 2);
    page.crash();
    const again = await open();
    const reopened = await again.openTask(3);
    expect(reopened.conflict).toBeNull();
    expect(reopened.result).toEqual(says("Better"));
    await again.settle(800);
    expect(server.draftOf(3)?.result).toEqual(says("Better"));
  });

  it("never overwrites what the same person wrote elsewhere: both are shown", async () => {
    const here = await open();
    const work = await here.openTask(3);
    await work.change(says("Good"), 1);
    await here.settle(800);
    const elsewhere = await Page.open(server, `${database}-other`);
    await (await elsewhere.openTask(3)).change(says("Other"), 1);
    await elsewhere.settle(800);
    await work.change(says("Mine"), 2);
    await here.settle(800);
    expect(work.state).toBe("conflict");
    expect(work.conflict?.theirs.result).toEqual(says("Other"));
    expect(work.result).toEqual(says("Mine"));
    expect(server.draftOf(3)?.result).toEqual(says("Other"));
    await work.resolve("mine");
    await here.settle(800);
    expect(server.draftOf(3)?.result).toEqual(says("Mine"));
  });

  it("made elsewhere is taken when nothing here is unsent", async () => {
    const here = await open();
    const work = await here.openTask(3);
    await work.change(says("Good"), 1);
    await here.settle(800);
    here.crash();
    const elsewhere = await Page.open(server, `${database}-other`);
    await (await elsewhere.openTask(3)).change(says("Newer"), 1);
    await elsewhere.settle(800);
    const again = await open();
    expect((await again.openTask(3)).result).toEqual(says("Newer"));
  });
});

describe("a submit", () => {
  async function submit(page: Page, task: number, text: string): Promise<string> {
    const work = await page.openTask(task);
    await work.change(says(text), 1);
    const item = await work.submit(says(text), 1, false);
    return item.uniqueId;
  }

  it("waits offline and goes in order when the network is back", async () => {
    const page = await open();
    server.fates = ["down"];
    const ids = [];
    for (const task of [1, 2, 3]) ids.push(await submit(page, task, `t${task}`));
    await page.outbox.flush();
    expect(page.outbox.snapshot().condition).toBe("offline");
    expect(server.annotations).toHaveLength(0);
    await page.settle(1_000);
    expect(server.annotations.map((a) => a.unique_id)).toEqual(ids);
    expect(page.outbox.snapshot()).toEqual({ condition: "idle", items: [] });
  });

  it("whose answer was lost is not made twice", async () => {
    const page = await open();
    server.fates = ["lost", "busy"];
    await submit(page, 1, "Good");
    await page.outbox.flush();
    page.crash();
    const again = await open();
    await again.outbox.flush();
    await again.settle(5_000);
    expect(server.annotations).toHaveLength(1);
    expect(await again.store.items(USER)).toEqual([]);
  });

  it("taken back and changed while it was on the way ends with the newer content", async () => {
    const page = await open();
    server.fates = ["lost"];
    const id = await submit(page, 1, "Good");
    await page.outbox.flush();
    const back = await page.openTask(1);
    expect(back.result).toEqual(says("Good"));
    expect(back.entry.uniqueId).toBe(id);
    await back.submit(says("Bad"), 2, false);
    await page.outbox.flush();
    expect(server.annotations.map((a) => a.result)).toEqual([says("Bad")]);
  });

  it("opened before and sent again after the first one arrived still changes it", async () => {
    const page = await open();
    server.fates = ["down"];
    await submit(page, 1, "Good");
    await page.outbox.flush();
    const back = await page.openTask(1);
    await page.outbox.flush();
    expect(server.annotations.map((a) => a.result)).toEqual([says("Good")]);
    await back.submit(says("Bad"), 2, false);
    await page.outbox.flush();
    expect(server.annotations.map((a) => a.result)).toEqual([says("Bad")]);
  });

  it("whose change was cut off, changed again, is not at odds with itself", async () => {
    const page = await open();
    await submit(page, 1, "Good");
    await page.outbox.flush();
    const [annotation] = server.annotations;
    if (!annotation) throw new Error("expected an annotation");
    const work = await page.openTask(1, { annotation: { ...annotation }, annotationEtag: '"1"' });
    server.fates = ["hangs"];
    await work.submit(says("Bad"), 1, false);
    void page.outbox.flush();
    await page.settle();
    await (await page.openTask(1)).submit(says("Ugly"), 2, false);
    page.crash();
    const again = await open();
    await again.outbox.flush();
    expect(await again.store.items(USER)).toEqual([]);
    expect(server.annotations.map((a) => a.result)).toEqual([says("Ugly")]);
  });

  it("that was lost, changed by another and changed again here, asks", async () => {
    const page = await open();
    server.fates = ["lost"];
    await submit(page, 1, "Good");
    await page.outbox.flush();
    const [annotation] = server.annotations;
    if (!annotation) throw new Error("expected an annotation");
    Object.assign(annotation, { result: says("Reviewer"), revision: 2 });
    await (await page.openTask(1)).submit(says("Mine"), 2, false);
    await page.outbox.flush();
    const [item] = page.outbox.snapshot().items;
    expect(item?.state).toBe("conflict");
    expect(item?.theirs?.result).toEqual(says("Reviewer"));
    expect(annotation.result).toEqual(says("Reviewer"));
  });

  it("that meets a newer version asks, and keeps both until answered", async () => {
    const page = await open();
    await submit(page, 1, "Good");
    await page.outbox.flush();
    const [annotation] = server.annotations;
    if (!annotation) throw new Error("expected an annotation");
    const work = await page.openTask(1, { annotation: { ...annotation }, annotationEtag: '"1"' });
    annotation.result = says("Reviewer");
    annotation.revision = 2;
    await work.submit(says("Mine"), 1, false);
    await page.outbox.flush();
    const [item] = page.outbox.snapshot().items;
    expect(item?.state).toBe("conflict");
    expect(item?.theirs?.result).toEqual(says("Reviewer"));
    expect(server.annotations[0]?.result).toEqual(says("Reviewer"));
    if (item) await page.outbox.resolve(item, "mine", item.ifMatch);
    expect(server.annotations[0]?.result).toEqual(says("Mine"));
  });

  it("made elsewhere does not swallow what was typed here and never sent", async () => {
    const page = await open();
    server.fates = ["down", "down", "down", "down"];
    await (await page.openTask(1)).change(says("Mine"), 1);
    page.crash();
    const elsewhere = await Page.open(server, `${database}-other`);
    await submit(elsewhere, 1, "Other");
    server.fates = [];
    await elsewhere.outbox.flush();
    const [annotation] = server.annotations;
    const again = await open();
    const work = await again.openTask(1, { annotation: annotation ?? null, annotationEtag: '"1"' });
    expect(work.result).toEqual(says("Mine"));
    await work.submit(says("Mine"), 2, false);
    await again.outbox.flush();
    expect(server.annotations.map((a) => a.result)).toEqual([says("Mine")]);
  });

  it("waits for sign-in without being lost", async () => {
    const page = await open();
    server.fates = ["signed-out"];
    await submit(page, 1, "Good");
    await page.outbox.flush();
    expect(page.outbox.snapshot().condition).toBe("signed-out");
    await page.outbox.flush();
    expect(server.annotations).toHaveLength(1);
  });
});

describe("whatever fails and whenever the page dies", () => {
  const fate = fc.constantFrom<Fate>("ok", "ok", "down", "lost", "busy", "hangs");
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant("change" as const),
        text: fc.string({ maxLength: 4 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("submit" as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({
        do: fc.constant("open" as const),
        task: fc.integer({ min: 1, max: 3 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("flush" as const) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("crash" as const) }) },
  );

  it("each submit arrives once with its last content and no change is lost", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 4, maxLength: 24 }),
        fc.array(fate, { maxLength: 24 }),
        async (steps, fates) => {
          server = new FakeServer();
          database = `property-${databases++}`;
          server.fates = [...fates];
          const submitted = new Map<number, { id: string; result: ResultItem[] }>();
          const typed = new Map<number, ResultItem[]>();
          let page = await open();
          let task = 1;
          await page.openTask(task);

          const show = async (next: number): Promise<Work> => {
            task = next;
            const own = server.annotations.find((a) => a.task === task);
            const queued = (await page.store.items(USER)).some((item) => item.task === task);
            const work = await page.openTask(
              task,
              own && !queued ? { annotation: { ...own }, annotationEtag: `"${own.revision}"` } : {},
            );
            expect(work.conflict).toBeNull();
            const expected = typed.get(task);
            if (expected) expect(fingerprint(work.result)).toBe(fingerprint(expected));
            return work;
          };

          for (const move of steps) {
            const { work } = page;
            if (move.do === "change") {
              const result = says(move.text);
              typed.set(task, result);
              await work?.change(result, 1);
            } else if (move.do === "submit" && work) {
              const item = await work.submit(work.result, 1, false);
              submitted.set(task, { id: item.uniqueId, result: item.result });
              void page.outbox.flush();
              await page.settle();
              await show((task % 3) + 1);
            } else if (move.do === "open") {
              void work?.close();
              await page.settle();
              await show(move.task);
            } else if (move.do === "wait") {
              await page.settle(1_000);
            } else if (move.do === "flush") {
              void page.outbox.flush();
              await page.settle();
            } else if (move.do === "crash") {
              page.crash();
              page = await open();
              await show(task);
            }
          }

          page.crash();
          server.fates = [];
          page = await open();
          await page.outbox.flush();
          expect(await page.store.items(USER)).toEqual([]);
          for (const [of, { id, result }] of submitted) {
            const held = server.annotations.filter((a) => a.task === of);
            expect(held).toHaveLength(1);
            expect(held[0]?.unique_id).toBe(id);
            expect(held[0]?.result).toEqual(result);
          }
          page.crash();
        },
      ),
      { numRuns: 60 },
    );
  });
});

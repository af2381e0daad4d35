import { describe, expect, it } from "vitest";
import type { Task } from "@/api/types";
import { Stream } from "./stream";

function task(id: number): Task {
  return { id, annotations: [], drafts: [], predictions: [], data: {} } as unknown as Task;
}

/** A server that holds tasks and, like the real one, passes those that are named. */
function source(ids: number[]) {
  const asked: number[][] = [];
  return {
    asked,
    next: async (after: number[]) => {
      asked.push(after);
      const id = ids.find((each) => !after.includes(each));
      return id === undefined ? null : task(id);
    },
    history: async () => [
      { taskId: 90, annotationId: 900 },
      { taskId: 91, annotationId: null },
    ],
  };
}

describe("the stream", () => {
  it("keeps two tasks ahead, so that the next one needs no network", async () => {
    const stream = new Stream(source([1, 2, 3, 4]));
    expect((await stream.take())?.id).toBe(1);
    await stream.fill();
    expect(stream.unseen).toEqual([2, 3]);
  });

  it("hands out each task once, and null at the end", async () => {
    const stream = new Stream(source([1, 2, 3]));
    const taken = [];
    for (let next = await stream.take(); next; next = await stream.take()) taken.push(next.id);
    expect(taken).toEqual([1, 2, 3]);
    expect(await stream.take()).toBeNull();
  });

  it("passes a task that another tab submitted", async () => {
    const stream = new Stream(source([1, 2, 3]));
    await stream.take();
    await stream.fill();
    stream.know(2);
    expect((await stream.take())?.id).toBe(3);
  });

  it("gives what was fetched when the network goes, then says what went wrong", async () => {
    const server = source([1, 2, 3, 4, 5]);
    const stream = new Stream(server);
    await stream.take();
    await stream.fill();
    server.next = async () => {
      throw new Error("down");
    };
    expect((await stream.take())?.id).toBe(2);
    expect((await stream.take())?.id).toBe(3);
    await expect(stream.take()).rejects.toThrow("down");
  });

  it("puts earlier annotations before this session's steps", async () => {
    const stream = new Stream(source([]));
    stream.steps.push({ task: 1, annotation: null, uniqueId: "a", cancelled: false, words: "Cat" });
    stream.position = 1;
    await stream.loadHistory();
    expect(stream.steps.map((step) => step.task)).toEqual([90, 1]);
    expect(stream.position).toBe(2);
  });
});

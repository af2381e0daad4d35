import { afterEach, describe, expect, it, vi } from "vitest";
import { ApiError, UnreachableError } from "@/api/errors";
import { fingerprintOf, fitsOneForm, formsOf, patiently, type UploadOptions } from "./upload";

const MB = 1024 * 1024;
const file = (name: string, size: number) =>
  new File([new Uint8Array(size)], name, { lastModified: 7 });

function options(signal = new AbortController().signal) {
  const words: (string | null)[] = [];
  const made: UploadOptions = {
    signal,
    onProgress: () => undefined,
    onWaiting: (said) => words.push(said),
  };
  return { made, words };
}

describe("files for forms", () => {
  it("go in one form when they are few and small", () => {
    expect(fitsOneForm([file("a.csv", MB), file("b.csv", MB)])).toBe(true);
    expect(fitsOneForm([file("a.csv", 5 * MB)])).toBe(false);
    expect(fitsOneForm(Array.from({ length: 101 }, (_, n) => file(`${n}.txt`, 1)))).toBe(false);
  });

  it("are grouped by size and by number, in order", () => {
    const files = [3, 3, 3, 1].map((size, n) => file(`${n}.csv`, size * MB));
    expect(formsOf(files).map((group) => group.map(({ name }) => name))).toEqual([
      ["0.csv", "1.csv"],
      ["2.csv", "3.csv"],
    ]);
    const many = Array.from({ length: 250 }, (_, n) => file(`${n}.txt`, 1));
    expect(formsOf(many).map((group) => group.length)).toEqual([100, 100, 50]);
    expect(formsOf([])).toEqual([]);
  });

  it("are known again by name, size and date", () => {
    expect(fingerprintOf(file("a.csv", 3))).toBe(fingerprintOf(file("a.csv", 3)));
    expect(fingerprintOf(file("a.csv", 3))).not.toBe(fingerprintOf(file("a.csv", 4)));
    expect(fingerprintOf(file("a".repeat(300), 3)).length).toBe(200);
  });
});

describe("patience", () => {
  afterEach(() => vi.useRealTimers());

  it("goes on after losing the network, a proxy's error and a full disk", async () => {
    vi.useFakeTimers();
    const { made, words } = options();
    const failures: unknown[] = [
      new UnreachableError(new TypeError()),
      new ApiError(502, "<html>"),
      new ApiError(507, { detail: "The disk is full." }, 30),
    ];
    const attempt = vi.fn(async () => {
      const failure = failures.shift();
      if (failure) throw failure;
      return "stored";
    });
    const result = patiently(made, attempt);
    await vi.runAllTimersAsync();
    expect(await result).toBe("stored");
    expect(words).toEqual(["", "", "The disk is full.", null]);
  });

  it("ends with what the server refuses for good", async () => {
    const refusal = new ApiError(400, { detail: "No CSV." });
    const attempt = vi.fn(() => Promise.reject(refusal));
    await expect(patiently(options().made, attempt)).rejects.toBe(refusal);
    expect(attempt).toHaveBeenCalledOnce();
  });

  it("ends a pause when it is cancelled", async () => {
    const stop = new AbortController();
    const { made } = options(stop.signal);
    const result = patiently(made, () => Promise.reject(new UnreachableError(null)));
    queueMicrotask(() => stop.abort(new Error("cancelled")));
    await expect(result).rejects.toThrow();
  });
});

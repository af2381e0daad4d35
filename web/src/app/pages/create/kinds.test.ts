import { describe, expect, it } from "vitest";
import { nameForPasted } from "../import/pasted";
import { lookAt } from "./kinds";
import { pointAt } from "./renameKeys";

describe("what somebody brings", () => {
  it("is a table when it has columns", async () => {
    const text = 'review,stars\n"Good, really",5\n';
    expect(nameForPasted(text)).toBe("pasted.csv");
    const found = await lookAt([], text);
    expect(found.first).toEqual({ review: "Good, really", stars: "5" });
    expect(found.kind).toBe("text");
  });

  it("is texts when it has lines", async () => {
    expect(nameForPasted("Hello, you.\nHow are you?\n")).toBe("pasted.txt");
    expect((await lookAt([], "Hello there.\nBye.")).first).toEqual({ text: "Hello there." });
  });

  it("is JSON tasks, wrapped or flat, even when only the beginning was read", async () => {
    const wrapped = '[{"data": {"image": "/data/a {1}.png"}}, {"data": {"im';
    const found = await lookAt([], wrapped);
    expect(found.first).toEqual({ image: "/data/a {1}.png" });
    expect(found.kind).toBe("image");
    expect((await lookAt([], '{"text": "a \\"b\\" }"}')).first).toEqual({ text: 'a "b" }' });
  });

  it("may be nothing the browser can read", async () => {
    expect((await lookAt([], "[1, 2")).first).toBeNull();
  });
});

describe("a template", () => {
  const config = '<Text name="text" value="$text"/><Header value="$textual"/>';

  it("is pointed at the column with the longest text", () => {
    const data = { id: "7", review: "A longer text" };
    expect(pointAt(config, ["text"], data)).toBe(
      '<Text name="text" value="$review"/><Header value="$textual"/>',
    );
  });

  it("stays as it is when the data fits, or when there is more than one way", () => {
    expect(pointAt(config, ["text"], { text: "a" })).toBe(config);
    expect(pointAt(config, ["text", "other"], { review: "a" })).toBe(config);
  });
});

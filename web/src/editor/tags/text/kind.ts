/** Spans of plain text: code points from `start` to before `end`. */
import { text } from "../../core/attrs";
import type { ObjectPlan } from "../../core/plan";
import type { RegionKind } from "../../core/registry";
import type { JsonObject } from "../../core/results";
import type { Span } from "../../kernels/spans";

export const SPAN = "span";

/** Whether spans of this text carry the words they cover. */
export function savesText({ tag }: ObjectPlan): boolean {
  const saved = text(tag, "saveTextResult");
  return saved === "yes" || (saved !== "no" && text(tag, "valueType") !== "url");
}

export const spanKind: RegionKind<Span> = {
  name: SPAN,

  read({ value }) {
    const { start, end, text } = value ?? {};
    if (typeof start !== "number" || typeof end !== "number") return null;
    return { start, end, text: typeof text === "string" ? text : null };
  },

  write({ start, end, text }, object) {
    const value: JsonObject = { start, end };
    if (text !== null && savesText(object)) value.text = text;
    return { envelope: {}, value };
  },

  describe: ({ start, end, text }) => text?.replaceAll("\\n", " ⏎ ") ?? `${start}–${end}`,

  compare: (a, b) => a.start - b.start || b.end - a.end,
};

/** Which of two objects is the better one: `left` is the first that `toName` names. */
import { type Option, optionStoring } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";
import type { BoundTag } from "../../language";

export const SIDES = ["left", "right"] as const;
export type SideName = (typeof SIDES)[number];

/** Held as a list of one, as other choices are. */
export const pairwiseAnswer: AnswerKind<readonly string[]> = {
  key: "selected",
  ofItself: true,
  read: (raw) => (raw === "left" || raw === "right" ? [raw] : null),
  write: ([side = ""]) => side,
  isEmpty: (chosen) => chosen.length === 0,
  describe: (chosen) => chosen.join(""),
};

/** The two objects to pick from; nothing where the config does not name two. */
export function sidesOf(tag: BoundTag): Option[] {
  const [left, right, ...more] = tag.toName;
  if (left === undefined || right === undefined || left === right || more.length > 0) return [];
  return [left, right].map((name, side) => optionStoring(tag, SIDES[side] ?? "", name));
}

/** Which of two objects is the better one: `left` is the first that `toName` names. */
import { style } from "../../core/attrs";
import { type Option, optionStoring } from "../../core/plan";
import type { AnswerKind } from "../../core/registry";
import { inkOn } from "../../kernels/color";
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

/**
 * The look of the picked side. A background the config chose brings an ink that can be read on it,
 * in the dark too.
 */
export function selectionStyle(pairwise: BoundTag): Record<string, string> {
  const own = style({ ...pairwise, attrs: { style: pairwise.attrs.selectionStyle ?? null } });
  const ground = own.backgroundColor ?? own.background ?? "";
  const seenThrough = /^(?:|rgba.*|hsla.*|transparent|.*\/.*|#(?:.{4}|.{8}))$/i.test(ground.trim());
  return seenThrough ? own : { color: inkOn(ground), ...own };
}

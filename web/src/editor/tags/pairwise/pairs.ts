/** Which objects a Pairwise compares, and where both stand beside each other. */
import type { ControlPlan, Plan } from "../../core/plan";
import type { BoundTag } from "../../language";
import { SIDES, type SideName } from "./answer";

export interface Compared {
  readonly control: ControlPlan;
  readonly side: SideName;
}

/** The Pairwise an object takes part in, and as which side; null for other tags. */
export function comparedIn(plan: Plan, name: string | null): Compared | null {
  if (name === null || !plan.objects.has(name)) return null;
  for (const control of plan.controls.values()) {
    if (control.type !== "pairwise" || control.options.length === 0) continue;
    const side = SIDES[control.objects.indexOf(name)];
    if (side) return { control, side };
  }
  return null;
}

/** Neighbours in the config that are compared become a pair, the left one first. */
export function pairUp(
  plan: Plan,
  tags: readonly BoundTag[],
): (BoundTag | readonly [BoundTag, BoundTag])[] {
  const rows: (BoundTag | readonly [BoundTag, BoundTag])[] = [];
  const shown = tags.filter(({ tag }) => tag !== "Pairwise");
  const [first] = shown;
  if (!shown.some(({ name }) => comparedIn(plan, name)) || !first) return [...tags];
  for (let at = 0; at < shown.length; at++) {
    const [tag, next] = shown.slice(at, at + 2);
    if (!tag) break;
    const one = comparedIn(plan, tag.name);
    const other = next ? comparedIn(plan, next.name) : null;
    if (next && one && other && one.control === other.control && one.side !== other.side) {
      rows.push(one.side === "left" ? [tag, next] : [next, tag]);
      at++;
    } else rows.push(tag);
  }
  return rows;
}

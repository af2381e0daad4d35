/** Which panels of a Collapse are open: at first as the config says, then as people fold them. */
import { flag } from "../../core/attrs";
import type { Document } from "../../core/document";
import type { ControlPlan, Plan } from "../../core/plan";
import { isAsked } from "../../core/visibility";
import type { BoundTag } from "../../language";

/** Whether opening one panel closes the others. */
export function isAccordion(collapse: BoundTag): boolean {
  return flag(collapse, "accordion", true);
}

export function openAtFirst(collapse: BoundTag): ReadonlySet<BoundTag> {
  const all = flag(collapse, "open");
  const panels = collapse.children.filter(({ tag }) => tag === "Panel");
  const open = panels.filter((panel) => flag(panel, "open", all));
  return new Set(isAccordion(collapse) ? open.slice(0, 1) : open);
}

export function toggled(
  open: ReadonlySet<BoundTag>,
  panel: BoundTag,
  accordion: boolean,
): ReadonlySet<BoundTag> {
  const next = new Set(accordion ? [] : open);
  if (open.has(panel)) next.delete(panel);
  else next.add(panel);
  return next;
}

/** Questions about the task inside a tag that must be answered and are not yet. */
export function openQuestions(tag: BoundTag, document: Document, plan: Plan): ControlPlan[] {
  const control = plan.controls.get(tag.name ?? "");
  const missing =
    control?.required === true &&
    !control.perRegion &&
    !control.perItem &&
    !control.labels &&
    !document.answers.has(control.name) &&
    isAsked(control, document, plan);
  const inside = tag.children.flatMap((child) => openQuestions(child, document, plan));
  return missing ? [control, ...inside] : inside;
}

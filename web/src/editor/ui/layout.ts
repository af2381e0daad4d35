/**
 * Where things go. A config that draws its own layout keeps it; a plain one gives the stage all
 * the space: labels along its edge, questions and details beside it.
 */
import type { Editor } from "../core/editor";
import { type ControlPlan, kindsOn, type Plan } from "../core/plan";
import type { BoundTag } from "../language";

export interface Layout {
  /**
   * `card`: one question, its answers as large keys. `stage`: one object fills the space. `flow`:
   * the author's own order.
   */
  readonly mode: "card" | "stage" | "flow";
  readonly labels: readonly BoundTag[];
  readonly stage: readonly BoundTag[];
  /** Questions about the task, beside the stage. */
  readonly questions: readonly BoundTag[];
  /** Questions about the selected region. */
  readonly details: readonly BoundTag[];
  /** Whether regions can be made at all. */
  readonly hasRegions: boolean;
}

export function layOut({ plan, tree }: Editor): Layout {
  const controls = [...plan.controls.values()];
  const hasRegions = [...plan.objects.keys()].some((name) => kindsOn(plan, name).size > 0);
  const top = topTags(tree);
  const details = detailTags(tree, plan);
  const rest = top.filter((tag) => !details.includes(tag));
  const empty = { labels: [], questions: [], details, hasRegions };

  const [only] = controls;
  if (controls.length === 1 && only && isKeyed(only) && !only.perRegion) {
    return { ...empty, mode: "card", stage: rest };
  }
  if (!hasRegions || !isPlain(tree, rest, plan)) return { ...empty, mode: "flow", stage: rest };

  const labels: BoundTag[] = [];
  const stage: BoundTag[] = [];
  const questions: BoundTag[] = [];
  let headers: BoundTag[] = [];
  for (const tag of rest) {
    const control = controlOf(tag, plan);
    if (tag.tag === "Header") {
      headers.push(tag);
      continue;
    }
    // A header belongs to what comes after it.
    const place = control?.labels ? labels : holdsQuestion(tag, plan) ? questions : stage;
    if (place !== labels) place.push(...headers);
    else stage.push(...headers);
    place.push(tag);
    headers = [];
  }
  stage.push(...headers);
  return { mode: "stage", labels, stage, questions, details, hasRegions };
}

/** The root's children, through Views that only wrap. */
function topTags(root: BoundTag): readonly BoundTag[] {
  const [only] = root.children;
  if (root.tag !== "View") return [root];
  if (root.children.length === 1 && only?.tag === "View" && isBare(only)) return topTags(only);
  return root.children;
}

function isBare({ attrs, when }: BoundTag): boolean {
  return attrs.style == null && attrs.className == null && attrs.idAttr == null && when === null;
}

/** Answers that are keys to press. */
function isKeyed({ type, tag }: ControlPlan): boolean {
  return (
    type === "rating" ||
    type === "pairwise" ||
    (type === "choices" && tag.attrs.layout !== "select")
  );
}

/** Tags that hold others in a place of the author's choice. */
const ARRANGING = new Set(["View", "Collapse", "Repeater", "PagedView"]);

/** The control a tag stands for; a Filter belongs with what it filters. */
function controlOf({ tag, name, toName }: BoundTag, plan: Plan): ControlPlan | undefined {
  return plan.controls.get((tag === "Filter" ? toName[0] : name) ?? "");
}

/** Nothing the author arranged by hand, and one object to fill the stage. */
function isPlain(root: BoundTag, top: readonly BoundTag[], plan: Plan): boolean {
  const objects = top.filter(({ name }) => plan.objects.has(name ?? ""));
  const arranged = top.some(
    (tag) => tag.tag === "Style" || (ARRANGING.has(tag.tag) && holdsObjectOrLabels(tag, plan)),
  );
  return isBare(root) && objects.length === 1 && plan.objects.size === 1 && !arranged;
}

function holdsObjectOrLabels(tag: BoundTag, plan: Plan): boolean {
  const isOne =
    plan.objects.has(tag.name ?? "") || (plan.controls.get(tag.name ?? "")?.labels ?? false);
  return isOne || tag.children.some((child) => holdsObjectOrLabels(child, plan));
}

/** Asked where its tag stands; what is asked in the list of regions has its place there. */
function isQuestion({ labels, answer, inList }: ControlPlan): boolean {
  return !labels && answer !== null && !inList;
}

function holdsQuestion(tag: BoundTag, plan: Plan): boolean {
  const control = controlOf(tag, plan);
  const asks = control !== undefined && isQuestion(control);
  return asks || tag.children.some((child) => holdsQuestion(child, plan));
}

/** The outermost tags that hold nothing but questions about regions, with what titles them. */
function detailTags(root: BoundTag, plan: Plan): BoundTag[] {
  const found: BoundTag[] = [];
  const visit = (tag: BoundTag): void => {
    tag.children.forEach((child, index) => {
      const asked = questionsIn(child, plan);
      const onlyRegions =
        asked.length > 0 &&
        asked.every((control) => control.perRegion) &&
        !holdsObjectOrLabels(child, plan);
      if (!onlyRegions) {
        visit(child);
        return;
      }
      const before = tag.children[index - 1];
      if (before?.tag === "Header") found.push(before);
      found.push(child);
    });
  };
  visit(root);
  return found;
}

function questionsIn(tag: BoundTag, plan: Plan): ControlPlan[] {
  const control = controlOf(tag, plan);
  const own = control && isQuestion(control) ? [control] : [];
  return [...own, ...tag.children.flatMap((child) => questionsIn(child, plan))];
}

/** Which tags show now, and which answers count: what the config's conditions say. */
import type { BoundTag, When } from "../language";
import { answerKey, type Document, type Region } from "./document";
import { type ControlPlan, optionOf, type Plan } from "./plan";

/** What a condition is judged by: the regions it is about, and the item each object shows. */
export interface Focus {
  readonly regions: readonly Region[];
  readonly items: Readonly<Record<string, number>>;
}

/** What a question is about: a region, an item of its object, or neither. */
export interface About {
  readonly region?: Region | undefined;
  readonly item?: number | null | undefined;
}

/** Labels of a region, over all label sets or of one. */
export function labelsOf(region: Region, plan: Plan, only: string | null = null): string[] {
  return Object.entries(region.answers).flatMap(([name, answer]) => {
    const control = plan.controls.get(name);
    if (!control?.labels || (only !== null && name !== only)) return [];
    return Array.isArray(answer) ? answer.map(String) : [];
  });
}

/** Whether a condition holds. */
export function holds(when: When | null, document: Document, plan: Plan, focus: Focus): boolean {
  if (when === null) return true;
  return holdsAlone(when, document, plan, focus) && holds(when.and, document, plan, focus);
}

function holdsAlone(when: When, document: Document, plan: Plan, focus: Focus): boolean {
  switch (when.kind) {
    case "region-selected":
      return focus.regions.some((region) => regionFits(when, plan, region));
    case "no-region-selected":
      return focus.regions.length === 0;
    case "choice-selected":
      return choiceFits(when, document, plan, focus);
    case "choice-unselected":
      return !choiceFits(when, document, plan, focus);
    case "region-role":
      return false;
  }
}

function regionFits({ tagName, values }: When, plan: Plan, region: Region): boolean {
  if (tagName === null && values === null) return true;
  // People name the object as often as the labels control; both are understood.
  const only = tagName !== null && plan.controls.has(tagName) ? tagName : null;
  if (tagName !== null && only === null && tagName !== region.object) return false;
  if (values === null) {
    return only === null || labelsOf(region, plan, only).length > 0 || region.maker === only;
  }
  return values.some((value) => hasLabel(region, plan, only, value));
}

/** A label is meant by what results say or by what people read. */
function hasLabel(region: Region, plan: Plan, only: string | null, value: string): boolean {
  return Object.keys(region.answers).some((name) => {
    const control = plan.controls.get(name);
    if (!control) return false;
    return labelsOf(region, plan, name).some(
      (stored) =>
        (only === null || name === only) &&
        (stored === value || optionOf(control, stored)?.value === value),
    );
  });
}

function choiceFits(
  { tagName, values }: When,
  document: Document,
  plan: Plan,
  focus: Focus,
): boolean {
  const controls = [...plan.controls.values()].filter(
    (control) => isChoosing(control) && (tagName === null || tagName === control.name),
  );
  return controls.some((control) => {
    const chosen = answersIn(control, document, focus).flatMap((answer) => leaves(answer));
    if (values === null) return chosen.length > 0;
    return values.some((value) =>
      chosen.some((stored) => stored === value || optionOf(control, stored)?.value === value),
    );
  });
}

function isChoosing({ type }: ControlPlan): boolean {
  return type === "choices" || type === "taxonomy";
}

function answersIn(control: ControlPlan, document: Document, focus: Focus): unknown[] {
  if (control.perRegion) return focus.regions.map((region) => region.answers[control.name]);
  const item = control.perItem ? (focus.items[control.objects[0] ?? ""] ?? 0) : null;
  return [document.answers.get(answerKey(control.name, item))?.value];
}

/** What was chosen; of a path, its last entry. */
function leaves(answer: unknown): string[] {
  if (!Array.isArray(answer)) return [];
  return answer.map((entry) => String(Array.isArray(entry) ? entry.at(-1) : entry));
}

function focusOn(control: ControlPlan, { region, item }: About): Focus {
  const object = control.objects[0];
  return {
    regions: region ? [region] : [],
    items: object !== undefined && item != null ? { [object]: item } : {},
  };
}

function isOfChoices({ kind }: When): boolean {
  return kind === "choice-selected" || kind === "choice-unselected";
}

/** The conditions over a tag and its own, each alone. */
function* conditionsOf(tags: readonly BoundTag[]): Generator<When> {
  for (const { when } of tags) {
    for (let one = when; one !== null; one = one.and) yield { ...one, and: null };
  }
}

/**
 * Whether a question is asked: about this region, with these choices made. What is selected at the
 * moment does not matter, since what is not selected is still to be answered.
 */
export function isAsked(
  control: ControlPlan,
  document: Document,
  plan: Plan,
  about: About = {},
): boolean {
  const focus = focusOn(control, about);
  return [...conditionsOf([...control.above, control.tag])].every((when) => {
    if (when.kind === "no-region-selected") return !control.perRegion;
    if (when.kind !== "region-selected") return holds(when, document, plan, focus);
    const regions = about.region ? [about.region] : [...document.regions.values()];
    // A question about the task that shows with a region can be answered once there is such a one.
    return regions.some((region) => regionFits(when, plan, region));
  });
}

/**
 * Whether an answer is saved. Label Studio drops what choices hide, and an answer about a region
 * that has none of the labels its question is for.
 */
export function isSaved(
  control: ControlPlan,
  document: Document,
  plan: Plan,
  about: About = {},
): boolean {
  const focus = focusOn(control, about);
  const conditions = [...conditionsOf([...control.above, control.tag])].filter(isOfChoices);
  if (!conditions.every((when) => holds(when, document, plan, focus))) {
    return control.keptWhenHidden && anyChoiceMade(document, plan);
  }
  const { region } = about;
  if (!control.perRegion || !region) return true;
  return [...conditionsOf([control.tag])].every(
    (when) =>
      when.kind !== "region-selected" ||
      when.values === null ||
      regionFits({ ...when, tagName: null }, plan, region),
  );
}

function anyChoiceMade(document: Document, plan: Plan): boolean {
  const made = (name: string, answer: unknown): boolean => {
    const control = plan.controls.get(name);
    return control !== undefined && isChoosing(control) && leaves(answer).length > 0;
  };
  const regions = [...document.regions.values()];
  return (
    [...document.answers.values()].some(({ control, value }) => made(control, value)) ||
    regions.some(({ answers }) => Object.entries(answers).some(([name, a]) => made(name, a)))
  );
}

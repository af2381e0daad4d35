/** Which tags show now: what the config's conditions say, and what hides whole Views. */
import type { BoundTag, When } from "../language";
import type { Document, Region } from "./document";
import { type ControlPlan, optionOf, type Plan } from "./plan";

/** Labels of a region, over all label sets or of one. */
export function labelsOf(region: Region, plan: Plan, only: string | null = null): string[] {
  return Object.entries(region.answers).flatMap(([name, answer]) => {
    const control = plan.controls.get(name);
    if (!control?.labels || (only !== null && name !== only)) return [];
    return Array.isArray(answer) ? answer.map(String) : [];
  });
}

/** Whether a condition holds with these regions selected. */
export function holds(
  when: When | null,
  document: Document,
  plan: Plan,
  selected: readonly Region[],
): boolean {
  if (when === null) return true;
  return holdsAlone(when, document, plan, selected) && holds(when.and, document, plan, selected);
}

function holdsAlone(
  when: When,
  document: Document,
  plan: Plan,
  selected: readonly Region[],
): boolean {
  switch (when.kind) {
    case "region-selected":
      return selected.some((region) => regionFits(when, plan, region));
    case "no-region-selected":
      return selected.length === 0;
    case "choice-selected":
      return choiceFits(when, document, plan, selected);
    case "choice-unselected":
      return !choiceFits(when, document, plan, selected);
    case "region-role":
      return false;
  }
}

function regionFits({ tagName, values }: When, plan: Plan, region: Region): boolean {
  if (tagName === null && values === null) return true;
  // People name the object as often as the labels control; both are understood.
  const only = tagName !== null && plan.controls.has(tagName) ? tagName : null;
  if (tagName !== null && only === null && tagName !== region.object) return false;
  const labels = labelsOf(region, plan, only);
  if (values === null) return only === null || labels.length > 0 || region.maker === only;
  return values.some((value) => labels.includes(value));
}

function choiceFits(
  { tagName, values }: When,
  document: Document,
  plan: Plan,
  selected: readonly Region[],
): boolean {
  const controls = [...plan.controls.values()].filter(
    ({ name, type }) =>
      (type === "choices" || type === "taxonomy") && (tagName === null || tagName === name),
  );
  return controls.some((control) => {
    const answers = control.perRegion
      ? selected.map((region) => region.answers[control.name])
      : [document.answers.get(control.name)?.value];
    const chosen = answers.flatMap((answer) => (Array.isArray(answer) ? answer.flat() : []));
    if (values === null) return chosen.length > 0;
    return values.some((value) =>
      chosen.some(
        (stored) => stored === value || optionOf(control, String(stored))?.value === value,
      ),
    );
  });
}

/**
 * Whether a control's answer counts: whether it is asked of the region, and whether choices hide
 * it. Selection does not matter here, since what is not selected is still answered.
 */
export function applies(
  control: ControlPlan,
  document: Document,
  plan: Plan,
  region?: Region,
): boolean {
  const fits = (tag: BoundTag): boolean => {
    for (let when = tag.when; when !== null; when = when.and) {
      const alone: When = { ...when, and: null };
      if (when.kind === "no-region-selected") continue;
      if (when.kind === "region-selected") {
        if (region && control.perRegion && !regionFits(alone, plan, region)) return false;
      } else if (!holds(alone, document, plan, region ? [region] : [])) return false;
    }
    return true;
  };
  return [...control.above, control.tag].every(fits);
}

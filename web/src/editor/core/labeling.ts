/** What people do to regions: make, label, delete, duplicate, lock, note, order. */
import { type Document, inOrder, nextPlace, type Patch, put, type Region } from "./document";
import type { Editor } from "./editor";
import { newId } from "./ids";
import { type ControlPlan, kindsOn, labellersOf, optionOf, regionQuestionsOf } from "./plan";
import type { Pending } from "./session";
import { labelsOf } from "./visibility";

/** The labels a new region of a kind on an object would get now. */
export function armedFor(editor: Editor, object: string, kind: string): Record<string, string[]> {
  const answers: Record<string, string[]> = {};
  for (const { name } of labellersOf(editor.plan, object, kind)) {
    const armed = editor.session.armed[name];
    if (armed && armed.length > 0) answers[name] = [...armed];
  }
  return answers;
}

/** A region of the armed labels, not yet in the document. */
export function draftRegion(editor: Editor, { object, kind, geometry }: Pending): Region {
  const answers = armedFor(editor, object, kind);
  const makers = [...kindsOn(editor.plan, object)].find(([name]) => name === kind);
  const armed = Object.keys(answers).find((name) => editor.plan.controls.get(name)?.makes === kind);
  return {
    id: newId(),
    place: nextPlace(editor.document),
    kind,
    object,
    maker: armed ?? makers?.[1].name ?? "",
    geometry,
    answers,
    origin: "manual",
    score: null,
    locked: false,
    note: [],
    sources: {},
    kept: [],
  };
}

/** Puts a new region into the document, unless a label of it may not be used again. */
export function addRegion(editor: Editor, region: Region): boolean {
  if (!mayUse(editor, region)) return false;
  editor.putRegion("step.draw", region);
  afterDrawing(editor, region);
  return true;
}

/**
 * A region drawn with a label in hand lets go at once, so that the next can be drawn; one that
 * still needs a label or answers stays selected.
 */
export function afterDrawing(editor: Editor, region: Region): void {
  const named = labelsOf(region, editor.plan).length > 0;
  const nameable = labellersOf(editor.plan, region.object, region.kind).length > 0;
  const asked = regionQuestionsOf(editor.plan, region.object).length > 0;
  editor.select((nameable && !named) || asked ? [region.id] : []);
  editor.announce("said.drawn", { label: nameOf(editor, region) });
}

/** The labels of a region as people read them. */
export function nameOf(editor: Editor, region: Region): string {
  const names = Object.entries(region.answers).flatMap(([name, answer]) => {
    const control = editor.plan.controls.get(name);
    if (!control?.labels || !Array.isArray(answer)) return [];
    return answer.map((stored) => optionOf(control, String(stored))?.value ?? String(stored));
  });
  return names.join(", ") || editor.words("region.unlabelled");
}

/** The colour of a region's first label. */
export function colourOf(editor: Editor, region: Region): string | null {
  for (const control of labellersOf(editor.plan, region.object, region.kind)) {
    const answer = region.answers[control.name];
    const first: unknown = Array.isArray(answer) ? answer[0] : undefined;
    if (typeof first === "string") return optionOf(control, first)?.color ?? null;
  }
  return null;
}

/** Chooses a label: for the selected regions, for what waits for one, else for the next region. */
export function pickLabel(editor: Editor, control: ControlPlan, stored: string): void {
  if (editor.readOnly) return;
  const { pending, armed } = editor.session;
  const targets = editor.selected.filter((region) => mayLabel(editor, control, region));
  if (targets.length > 0) {
    relabel(editor, control, stored, targets);
  } else if (pending && control.objects.includes(pending.object)) {
    const before = armed;
    editor.update({ armed: withLabel(editor, control, [stored]) });
    const added = addRegion(editor, draftRegion(editor, pending));
    editor.update({ armed: before, ...(added ? { pending: null } : {}) });
  } else {
    arm(editor, control, stored);
  }
}

/** Takes the labels of the selected regions away; without a selection, draws without a label next. */
export function clearLabels(editor: Editor, control: ControlPlan): void {
  if (editor.readOnly) return;
  const targets = editor.selected.filter((region) => mayLabel(editor, control, region));
  if (targets.length === 0) {
    const label = editor.words("region.unlabelled");
    editor.update({ armed: withLabel(editor, control, []) });
    holdToolOf(editor, control);
    editor.announce("said.armed", { label });
    return;
  }
  const patches = targets.flatMap((region) => {
    const { [control.name]: labels, ...answers } = region.answers;
    return labels === undefined ? [] : replace(editor, changed(region, { answers }));
  });
  editor.transact("step.label", patches);
}

const uses = new WeakMap<Document["regions"], Map<string, ReadonlyMap<string, number>>>();

/** How many regions have each label of a control. */
export function labelUses(
  { regions }: Document,
  control: ControlPlan,
): ReadonlyMap<string, number> {
  const known = uses.get(regions) ?? new Map<string, ReadonlyMap<string, number>>();
  uses.set(regions, known);
  const counted = known.get(control.name);
  if (counted) return counted;
  const counts = new Map<string, number>();
  for (const region of regions.values()) {
    for (const label of labelsIn(region, control)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  known.set(control.name, counts);
  return counts;
}

function mayLabel(editor: Editor, control: ControlPlan, region: Region): boolean {
  return !region.locked && labellersOf(editor.plan, region.object, region.kind).includes(control);
}

function relabel(
  editor: Editor,
  control: ControlPlan,
  stored: string,
  targets: readonly Region[],
): void {
  const patches: Patch[] = [];
  for (const region of targets) {
    const now = labelsIn(region, control);
    const next = control.multiple ? toggled(now, stored, control) : [stored];
    if (now.length === next.length && now.every((label, i) => label === next[i])) continue;
    const relabelled = changed(region, {
      answers: withMakerSwapped(editor, region, control, next),
    });
    const maker = control.makes === region.kind && next.length > 0 ? control.name : region.maker;
    if (!mayUse(editor, relabelled)) return;
    patches.push(...replace(editor, { ...relabelled, maker }));
  }
  editor.transact("step.label", patches);
  editor.announce("said.labelled", { label: optionOf(control, stored)?.value ?? stored });
}

/** Two typed label sets of one kind exclude each other: a box is of one of them. */
function withMakerSwapped(
  editor: Editor,
  region: Region,
  control: ControlPlan,
  labels: readonly string[],
): Record<string, unknown> {
  const answers: Record<string, unknown> = { ...region.answers, [control.name]: labels };
  if (control.makes === null) return answers;
  for (const other of labellersOf(editor.plan, region.object, region.kind)) {
    if (other !== control && other.makes !== null) delete answers[other.name];
  }
  return answers;
}

function arm(editor: Editor, control: ControlPlan, stored: string): void {
  const now = editor.session.armed[control.name] ?? [];
  const next = control.multiple
    ? toggled(now, stored, control)
    : now.includes(stored)
      ? []
      : [stored];
  editor.update({ armed: withLabel(editor, control, next) });
  if (next.length > 0) holdToolOf(editor, control);
  const label = optionOf(control, stored)?.value ?? stored;
  editor.announce(next.includes(stored) ? "said.armed" : "said.disarmed", { label });
}

function holdToolOf(editor: Editor, control: ControlPlan): void {
  const drawn = control.makes ?? "";
  const tool = [...editor.registry.tools.values()].find(({ draws }) => draws === drawn);
  const held = editor.registry.tools.get(editor.session.tool);
  if (tool) editor.hold(tool.id);
  else if (held?.draws === null) takeUpDrawing(editor, control);
}

/** Labels without a tool of their own take up the first tool that draws on their object. */
function takeUpDrawing(editor: Editor, control: ControlPlan): void {
  for (const object of control.objects) {
    for (const kind of kindsOn(editor.plan, object).keys()) {
      const tool = [...editor.registry.tools.values()].find(({ draws }) => draws === kind);
      if (tool) {
        editor.hold(tool.id);
        return;
      }
    }
  }
}

function withLabel(editor: Editor, control: ControlPlan, labels: readonly string[]) {
  const armed = { ...editor.session.armed, [control.name]: labels };
  for (const other of editor.plan.controls.values()) {
    const rival = other.makes !== null && other.objects.some((o) => control.objects.includes(o));
    if (control.makes !== null && other !== control && rival) delete armed[other.name];
  }
  return armed;
}

function labelsIn(region: Region, control: ControlPlan): string[] {
  const answer = region.answers[control.name];
  return Array.isArray(answer) ? answer.map(String) : [];
}

/** In the order of the config, as Label Studio writes them. */
function toggled(labels: readonly string[], stored: string, control: ControlPlan): string[] {
  const next = labels.includes(stored)
    ? labels.filter((label) => label !== stored)
    : [...labels, stored];
  const place = (label: string): number =>
    control.options.findIndex((option) => option.stored === label);
  return next.sort((a, b) => place(a) - place(b));
}

/** Whether `maxUsages` leaves room for the region's labels; says so when it does not. */
export function mayUse(editor: Editor, region: Region): boolean {
  for (const [name, answer] of Object.entries(region.answers)) {
    const control = editor.plan.controls.get(name);
    if (!control?.labels || !Array.isArray(answer)) continue;
    for (const stored of answer.map(String)) {
      const limit = optionOf(control, stored)?.maxUsages ?? null;
      if (limit === null) continue;
      const uses = [...editor.document.regions.values()].filter(
        (other) => other.id !== region.id && labelsIn(other, control).includes(stored),
      );
      if (uses.length >= limit) {
        editor.announce("said.usedUp", { label: stored, count: limit });
        return false;
      }
    }
  }
  return true;
}

/** The region with a change in it. What a model proposed is now partly the annotator's. */
export function changed(region: Region, change: Partial<Region>): Region {
  const origin = region.origin === "manual" ? "manual" : "prediction-changed";
  return { ...region, origin, ...change };
}

/** Patches that put a changed region in its place; a changed suggestion becomes a region. */
export function replace(editor: Editor, region: Region): Patch[] {
  const { document } = editor;
  if (!document.suggestions.has(region.id)) {
    return [put(document, "regions", region.id, region)];
  }
  const taken = { ...region, place: nextPlace(document) };
  return [
    put(document, "suggestions", region.id, undefined),
    put(document, "regions", region.id, taken),
  ];
}

/** Deletes regions with their relations; suggestions among them are turned down. */
export function deleteRegions(editor: Editor, ids: readonly string[]): void {
  const { document } = editor;
  const gone = new Set(ids.filter((id) => !editor.region(id)?.locked));
  if (gone.size === 0) return;
  const patches: Patch[] = [];
  for (const id of gone) {
    const table = document.regions.has(id) ? "regions" : "suggestions";
    patches.push(put(document, table, id, undefined));
  }
  for (const [key, { item }] of document.kept) {
    if (item.type !== "relation") continue;
    if (gone.has(item.from_id ?? "") || gone.has(item.to_id ?? "")) {
      patches.push(put(document, "kept", key, undefined));
    }
  }
  editor.transact("step.delete", patches);
  editor.announce("said.deleted", { count: gone.size });
}

export function duplicateRegions(editor: Editor, regions: readonly Region[]): void {
  const copies: Region[] = [];
  let place = nextPlace(editor.document);
  for (const region of regions) {
    const kind = editor.registry.kind(region.kind);
    const geometry = kind.duplicate?.(region.geometry) ?? region.geometry;
    copies.push({
      ...region,
      id: newId(),
      place: place++,
      geometry,
      origin: "manual",
      score: null,
      locked: false,
      sources: {},
      kept: [],
    });
  }
  if (!copies.every((copy) => mayUse(editor, copy))) return;
  editor.transact(
    "step.duplicate",
    copies.map((copy) => put(editor.document, "regions", copy.id, copy)),
  );
  editor.select(copies.map(({ id }) => id));
}

export function setNote(editor: Editor, region: Region, note: string): void {
  const change = { note: note === "" ? [] : [note] };
  editor.transact("step.note", replace(editor, changed(region, change)), `note/${region.id}`);
}

export function toggleLock(editor: Editor, regions: readonly Region[]): void {
  const locked = !regions.every((region) => region.locked);
  const patches = regions.map((region) =>
    put(editor.document, "regions", region.id, {
      ...region,
      locked,
      sources: locked ? region.sources : unlockedSources(region),
    }),
  );
  editor.transact("step.lock", patches);
}

function unlockedSources(region: Region): Region["sources"] {
  return Object.fromEntries(
    Object.entries(region.sources).map(([name, { readonly: _, ...item }]) => [name, item]),
  );
}

export function toggleHidden(editor: Editor, ids: readonly string[]): void {
  const hidden = new Set(editor.session.hidden);
  const show = ids.every((id) => hidden.has(id));
  for (const id of ids) {
    if (show) hidden.delete(id);
    else hidden.add(id);
  }
  editor.update({ hidden });
}

/** Regions and visible suggestions in the order people meet them. */
export function visibleRegions(editor: Editor): Region[] {
  const { threshold } = editor.session;
  const offered = [...editor.document.suggestions.values()].filter(
    ({ score }) => score === null || score >= threshold,
  );
  return [...inOrder(editor.document.regions), ...offered];
}

/** Selects the region after the selected one, round and round. */
export function selectNext(editor: Editor, step = 1): void {
  const regions = visibleRegions(editor).filter(({ id }) => !editor.session.hidden.has(id));
  if (regions.length === 0) return;
  const at = regions.findIndex(({ id }) => id === editor.session.selection[0]);
  const next = regions[at < 0 ? 0 : (at + step + regions.length) % regions.length];
  if (!next) return;
  editor.select([next.id]);
  const kind = editor.registry.kind(next.kind);
  editor.announce("said.selected", {
    label: nameOf(editor, next),
    where: kind.describe(next.geometry),
  });
}

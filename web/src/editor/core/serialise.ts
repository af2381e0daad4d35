/**
 * Result items to document and back. What was not touched is written exactly as it was read, and
 * what is not understood is kept where it stood.
 */
import {
  type Answer,
  answerKey,
  type Document,
  EMPTY,
  inOrder,
  type Kept,
  type Region,
} from "./document";
import { idOfItem, newId } from "./ids";
import { RELATIONS_PLACE } from "./places";
import { type ControlPlan, kindsOn, labellersOf, type Plan, regionQuestionsOf } from "./plan";
import type { Registry } from "./registry";
import { isRecord, type JsonObject, originOf, type ResultItem } from "./results";
import { isSaved } from "./visibility";

/** The items of rows as they were read: a row that is still the same object is written verbatim. */
const asRead = new WeakMap<Region | Answer, readonly ResultItem[]>();

interface Reading {
  readonly regions: Map<string, Region>;
  readonly answers: Map<string, Answer>;
  readonly kept: Map<string, Kept>;
}

export function readResult(items: readonly ResultItem[], plan: Plan, registry: Registry): Document {
  const { regions, answers, kept } = read(items, plan, registry);
  return { ...EMPTY, regions, answers, kept };
}

/** Regions and answers of a prediction. Items nobody understands cannot be offered and are left. */
export function readSuggestion(items: readonly ResultItem[], plan: Plan, registry: Registry) {
  const { regions, answers } = read(items, plan, registry);
  return { regions, answers };
}

function read(items: readonly ResultItem[], plan: Plan, registry: Registry): Reading {
  const reading: Reading = { regions: new Map(), answers: new Map(), kept: new Map() };
  const groups = new Map<string, number[]>();
  items.forEach((item, index) => {
    const id = item.id ?? idOfItem(item, index);
    groups.set(id, [...(groups.get(id) ?? []), index]);
  });
  for (const [id, indices] of groups) {
    const place = (indices[0] ?? 0) + 1;
    const group = indices.flatMap((index) => items[index] ?? []);
    const region = readRegion(id, place, group, plan, registry);
    if (region) {
      reading.regions.set(id, region);
      asRead.set(region, group);
      continue;
    }
    for (const index of indices) {
      const item = items[index];
      if (!item) continue;
      const answer = readAnswer(item, index + 1, plan);
      const key = answer && answerKey(answer.control, answer.item);
      if (answer && key !== null && !reading.answers.has(key)) {
        reading.answers.set(key, answer);
        asRead.set(answer, [item]);
      } else {
        const last = item.type === "relation" ? RELATIONS_PLACE : index + 1;
        reading.kept.set(`${index}`, { place: last, item });
      }
    }
  }
  return reading;
}

function controlOf(item: ResultItem, plan: Plan): ControlPlan | null {
  const control = item.from_name === undefined ? undefined : plan.controls.get(item.from_name);
  return control && control.type === item.type ? control : null;
}

function readRegion(
  id: string,
  place: number,
  group: readonly ResultItem[],
  plan: Plan,
  registry: Registry,
): Region | null {
  for (const item of group) {
    const control = controlOf(item, plan);
    const object = plan.objects.get(item.to_name ?? "");
    if (!control || !object || control.perRegion) continue;
    if (!control.labels && control.makes === null) continue;
    const kinds = kindsOn(plan, object.name);
    const candidates = control.makes === null ? [...kinds.keys()] : [control.makes];
    for (const kind of candidates) {
      const geometry = registry.kind(kind).read(item);
      if (geometry === null) continue;
      const answers: Record<string, unknown> = {};
      const sources: Record<string, ResultItem> = {};
      const kept: ResultItem[] = [];
      for (const part of group) {
        const asked = controlOf(part, plan);
        const mine = asked && (asked.labels || asked.perRegion || asked.makes === kind);
        const answer = mine ? readValue(part, asked) : null;
        if (!asked || !mine || asked.name in sources || (asked.answer && answer === null)) {
          kept.push(part);
          continue;
        }
        sources[asked.name] = part;
        if (answer !== null) answers[asked.name] = answer;
      }
      const maker = control.makes === kind ? control : (kinds.get(kind) ?? control);
      return {
        id,
        place,
        kind,
        object: object.name,
        maker: maker.name,
        geometry,
        answers,
        origin: originOf(item),
        score: typeof item.score === "number" ? item.score : null,
        locked: group.some((part) => part.readonly === true),
        note: noteOf(group),
        sources,
        kept,
      };
    }
  }
  return null;
}

function noteOf(group: readonly ResultItem[]): string[] {
  for (const { meta } of group) {
    if (Array.isArray(meta?.text)) return meta.text.map(String);
  }
  return [];
}

function readValue(item: ResultItem, control: ControlPlan): unknown {
  const raw = item.value?.[control.answer?.key ?? ""];
  return control.answer && raw !== undefined ? control.answer.read(raw, control) : null;
}

function readAnswer(item: ResultItem, place: number, plan: Plan): Answer | null {
  const control = controlOf(item, plan);
  if (!control || control.labels || control.perRegion || control.makes !== null) return null;
  const value = readValue(item, control);
  if (value === null) return null;
  return {
    control: control.name,
    item: control.perItem ? (item.item_index ?? 0) : null,
    id: item.id ?? newId(),
    place,
    value,
    origin: originOf(item),
    score: typeof item.score === "number" ? item.score : null,
    source: item,
  };
}

/** The document as result items, in order of creation, without what conditions hide. */
export function writeResult(document: Document, plan: Plan, registry: Registry): ResultItem[] {
  const rows: { place: number; items: readonly ResultItem[] }[] = [];
  for (const region of inOrder(document.regions)) {
    rows.push({ place: region.place, items: writeRegion(region, document, plan, registry) });
  }
  for (const answer of document.answers.values()) {
    rows.push({ place: answer.place, items: writeAnswer(answer, document, plan) });
  }
  for (const { place, item } of document.kept.values()) rows.push({ place, items: [item] });
  return rows.sort((a, b) => comparePlaces(a.place, b.place)).flatMap(({ items }) => items);
}

function comparePlaces(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

function writeRegion(
  region: Region,
  document: Document,
  plan: Plan,
  registry: Registry,
): readonly ResultItem[] {
  const verbatim = asRead.get(region);
  if (verbatim) {
    return verbatim.filter((item) => {
      const control = plan.controls.get(item.from_name ?? "");
      return !control?.perRegion || isSaved(control, document, plan, { region });
    });
  }
  const object = plan.objects.get(region.object);
  if (!object) return Object.values(region.sources);
  const maker = plan.controls.get(region.maker);
  const { envelope, value } = registry.kind(region.kind).write(region.geometry, object);
  const first = Object.values(region.sources)[0];
  const shared: JsonObject = { ...envelope };
  if (first?.item_index !== undefined) shared.item_index = first.item_index;

  const items: ResultItem[] = [];
  const add = (control: ControlPlan, answer?: unknown): void => {
    const source = region.sources[control.name];
    const written = { ...source?.value, ...value };
    if (control.answer && answer !== undefined) {
      written[control.answer.key] = control.answer.write(answer, control);
    }
    items.push(
      compose(source, {
        ...shared,
        value: written,
        ...(items.length === 0 && region.note.length > 0
          ? { meta: { ...source?.meta, text: [...region.note] } }
          : {}),
        id: region.id,
        from_name: control.name,
        to_name: region.object,
        type: control.type,
        origin: region.origin,
        ...(region.score === null ? {} : { score: region.score }),
        ...(first?.parentID === undefined ? {} : { parentID: first.parentID }),
      }),
    );
  };

  if (maker && !maker.labels) add(maker);
  for (const control of labellersOf(plan, region.object, region.kind)) {
    const labels = region.answers[control.name];
    if (labels !== undefined && !control.answer?.isEmpty(labels)) add(control, labels);
  }
  // A region without any label still says where it is.
  if (items.length === 0 && maker) add(maker, []);
  for (const control of regionQuestionsOf(plan, region.object)) {
    const answer = region.answers[control.name];
    if (answer === undefined || control.answer?.isEmpty(answer)) continue;
    if (isSaved(control, document, plan, { region })) add(control, answer);
  }
  return [...items, ...region.kept.map((item) => moved(item, value))];
}

/** An item of a control we do not know repeats the region's geometry; it follows the region. */
function moved(item: ResultItem, geometry: JsonObject): ResultItem {
  if (!isRecord(item.value)) return item;
  const value = { ...item.value };
  for (const [key, part] of Object.entries(geometry)) {
    if (key in value && key !== "text") value[key] = part;
  }
  return { ...item, value };
}

function writeAnswer(answer: Answer, document: Document, plan: Plan): readonly ResultItem[] {
  const control = plan.controls.get(answer.control);
  const { item } = answer;
  if (!control?.answer || !isSaved(control, document, plan, { item })) return [];
  const verbatim = asRead.get(answer);
  if (verbatim) return verbatim;
  if (control.answer.isEmpty(answer.value)) return [];
  const { key, write, ofItself = false } = control.answer;
  const object = ofItself ? control.name : (control.objects[0] ?? control.name);
  return [
    compose(answer.source ?? undefined, {
      ...(item === null ? {} : { item_index: item }),
      value: { ...answer.source?.value, [key]: write(answer.value, control) },
      id: answer.id,
      from_name: control.name,
      to_name: answer.source?.to_name ?? object,
      type: control.type,
      origin: answer.origin,
      ...(answer.score === null ? {} : { score: answer.score }),
    }),
  ];
}

/** The written keys in Label Studio's order, then whatever else the source item had. */
function compose(source: ResultItem | undefined, written: JsonObject): ResultItem {
  return { ...written, ...unknownKeys(source, written) } as ResultItem;
}

function unknownKeys(source: ResultItem | undefined, written: JsonObject): Partial<ResultItem> {
  if (!source) return {};
  return Object.fromEntries(Object.entries(source).filter(([key]) => !(key in written)));
}

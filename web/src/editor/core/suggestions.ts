/** What a model proposes: offered beside the annotator's work, taken one by one or all at once. */
import {
  type Answer,
  answerKey,
  type Document,
  nextPlace,
  type Patch,
  put,
  type Region,
} from "./document";
import type { Editor } from "./editor";
import { newId } from "./ids";
import type { Plan } from "./plan";
import type { Registry } from "./registry";
import type { Suggestion } from "./results";
import { readSuggestion } from "./serialise";

/** The document with the predictions' regions and answers on offer. What it has is not offered. */
export function readSuggestions(
  document: Document,
  suggestions: readonly Suggestion[],
  plan: Plan,
  registry: Registry,
): Document {
  const offered = new Map<string, Region>();
  const proposals = new Map<string, Answer>();
  for (const { result, score = null } of suggestions) {
    const { regions, answers } = readSuggestion(result, plan, registry);
    for (const region of regions.values()) {
      if (document.regions.has(region.id)) continue;
      const id = offered.has(region.id) ? newId() : region.id;
      offered.set(id, { ...region, id, origin: "prediction", score: region.score ?? score });
    }
    for (const answer of answers.values()) {
      const key = answerKey(answer.control, answer.item);
      if (document.answers.has(key) || proposals.has(key)) continue;
      const proposal = { ...answer, origin: "prediction" as const, score: answer.score ?? score };
      proposals.set(key, proposal);
    }
  }
  return { ...document, suggestions: offered, proposals };
}

export function isSuggestion(editor: Editor, id: string): boolean {
  return editor.document.suggestions.has(id);
}

/** How many regions and answers are on offer at or above the threshold. */
export function offerCount(editor: Editor): number {
  return offers(editor).length;
}

function offers(editor: Editor): (Region | Answer)[] {
  const { document, session } = editor;
  return [...document.suggestions.values(), ...openProposals(editor)].filter(
    ({ score }) => score === null || score >= session.threshold,
  );
}

/** Proposed answers to questions nobody has answered yet. */
export function openProposals(editor: Editor): Answer[] {
  const { proposals, answers } = editor.document;
  return [...proposals].flatMap(([key, proposal]) => (answers.has(key) ? [] : [proposal]));
}

/** Takes suggestions as they are: their origin stays "prediction". */
export function acceptRegions(editor: Editor, ids: readonly string[]): void {
  const patches = takeRegions(editor, ids);
  editor.transact("step.accept", patches);
  editor.announce("said.accepted", { count: patches.length / 2 });
}

/** Takes what is proposed for a question. */
export function acceptProposal(editor: Editor, key: string): void {
  const proposal = editor.document.proposals.get(key);
  if (!proposal) return;
  const place = nextPlace(editor.document);
  editor.transact("step.accept", [put(editor.document, "answers", key, { ...proposal, place })]);
  editor.announce("said.accepted", { count: 1 });
}

/** Takes everything on offer at or above the threshold. */
export function acceptAll(editor: Editor): void {
  const taken = offers(editor);
  const ids = taken.flatMap((offer) => ("kind" in offer ? [offer.id] : []));
  const patches = takeRegions(editor, ids);
  let place = nextPlace(editor.document) + ids.length;
  for (const offer of taken) {
    if ("kind" in offer) continue;
    const key = answerKey(offer.control, offer.item);
    patches.push(put(editor.document, "answers", key, { ...offer, place: place++ }));
  }
  editor.transact("step.accept", patches);
  editor.announce("said.accepted", { count: taken.length });
}

function takeRegions(editor: Editor, ids: readonly string[]): Patch[] {
  const { document } = editor;
  let place = nextPlace(document);
  return ids.flatMap((id) => {
    const region = document.suggestions.get(id);
    if (!region) return [];
    return [
      put(document, "suggestions", id, undefined),
      put(document, "regions", id, { ...region, place: place++ }),
    ];
  });
}

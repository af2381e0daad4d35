/** Tells a task that asks one question, which is answered by one key and slides on. */
import type { ConfigNode, ResultItem } from "@/api/types";

/** Controls of the config, in document order. */
function controls(node: ConfigNode): ConfigNode[] {
  return [...(node.kind === "control" ? [node] : []), ...node.children.flatMap(controls)];
}

/** True when the whole config is one single choice, comparison or rating about the task. */
export function isOneDecision(tree: ConfigNode): boolean {
  const [only, ...others] = controls(tree);
  if (!only || others.length > 0 || only.attrs.perRegion === true) return false;
  if (only.tag === "Rating" || only.tag === "Pairwise") return true;
  return only.tag === "Choices" && only.attrs.choice !== "multiple";
}

function leafOf(part: unknown): string[] {
  const leaf: unknown = Array.isArray(part) ? part.at(-1) : part;
  return typeof leaf === "string" ? [leaf] : [];
}

/** What was answered, in a few words, for the trail. */
export function wordsOf(result: readonly ResultItem[]): string {
  const words: string[] = [];
  for (const item of result) {
    for (const value of Object.values(item.value ?? {})) {
      // Of a path into nested choices, its end.
      if (Array.isArray(value)) words.push(...value.flatMap((part) => leafOf(part)));
      else if (item.type === "pairwise" && typeof value === "string") words.push(value);
      else if (item.type === "rating" && typeof value === "number") words.push("★".repeat(value));
    }
  }
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .map(([word, count]) => (count > 1 ? `${word} ×${count}` : word))
    .join(", ")
    .slice(0, 60);
}

/** Points a template at the keys of somebody's own data. */
import type { JsonObject } from "@/editor/language";

/**
 * A template asks for `$text`; the data calls it `review`. Where exactly one key is missing, the
 * best column takes its place: one that holds media for a media key, else the longest text.
 */
export function pointAt(labelConfig: string, keys: string[], data: JsonObject): string {
  const missing = keys.filter((key) => !(key in data));
  const [wanted] = missing;
  if (wanted === undefined || missing.length > 1) return labelConfig;
  const spare = Object.entries(data)
    .filter(([key, value]) => !keys.includes(key) && /^\w+$/.test(key) && typeof value === "string")
    .sort(([, a], [, b]) => fitness(b) - fitness(a));
  const best = spare[0]?.[0];
  if (best === undefined) return labelConfig;
  return labelConfig.replaceAll(new RegExp(`\\$${wanted}(?=\\W|$)`, "g"), () => `$${best}`);
}

function fitness(value: unknown): number {
  const text = String(value);
  return /^(https?:|\/|data:|blob:).+/.test(text) ? 10_000 : text.length;
}

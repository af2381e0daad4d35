/** Where the app lives below its host, and task data in its terms. */
import type { Json, JsonObject } from "@/editor/language";

/** The path of the page's `<base>`, without a trailing slash. */
export const basePath = new URL(document.baseURI).pathname.replace(/\/$/, "");

/** Task data as the browser can load it: the server's own `/data/…` paths get the app's prefix. */
export function withBase(data: JsonObject): JsonObject {
  if (basePath === "") return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, rebase(value)]));
}

function rebase(value: Json): Json {
  if (typeof value === "string") return value.startsWith("/data/") ? basePath + value : value;
  if (Array.isArray(value)) return value.map(rebase);
  return typeof value === "object" && value !== null ? withBase(value) : value;
}

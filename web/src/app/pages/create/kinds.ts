/** Looks at what somebody brings and tells its kind, its first task, and a name for the project. */
import type { Json, JsonObject } from "@/editor/language";
import { nameForPasted } from "../import/pasted";

export interface Brought {
  files: File[];
  text: string;
  /** `image`, `text`, `table`, `audio`, `video`, or null when it could be anything. */
  kind: string | null;
  /** Of the first task, as far as the browser can tell: for the preview. */
  first: JsonObject | null;
  title: string;
}

const MEDIA: Record<string, RegExp> = {
  image: /\.(png|jpe?g|gif|bmp|webp|svg|tiff?)(\?|$)/i,
  audio: /\.(wav|mp3|flac|m4a|ogg|opus)(\?|$)/i,
  video: /\.(mp4|webm|mov|avi|mkv)(\?|$)/i,
};
const PEEK = 256 * 1024;

export async function lookAt(files: File[], text: string): Promise<Brought> {
  const [file] = files;
  const title = file ? file.name.replace(/\.[^.]+$/, "").replace(/[_-]+/g, " ") : "";
  const media = file ? mediaKind(file.name) : null;
  if (file && media) {
    return { files, text, kind: media, first: { [media]: URL.createObjectURL(file) }, title };
  }
  const head = file ? await file.slice(0, PEEK).text() : text.slice(0, PEEK);
  const name = file?.name ?? nameForPasted(text);
  const first = firstTask(head, name);
  return { files, text, kind: first ? kindOfTask(first) : null, first, title };
}

function mediaKind(name: string): string | null {
  return Object.entries(MEDIA).find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

function firstTask(head: string, name: string): JsonObject | null {
  if (/\.jsonl?$/i.test(name)) return firstJson(head);
  const lines = head.split(/\r?\n/).filter((line) => line.trim() !== "");
  if (/\.(csv|tsv)$/i.test(name)) {
    const split = /\.tsv$/i.test(name) ? "\t" : ",";
    const names = cells(lines[0] ?? "", split);
    const values = cells(lines[1] ?? "", split);
    return Object.fromEntries(names.map((key, i) => [key, values[i] ?? ""]));
  }
  return lines[0] === undefined ? null : { text: lines[0] };
}

/** The first object of a JSON array, of which the browser may have read only the beginning. */
function firstJson(head: string): JsonObject | null {
  const start = head.indexOf("{");
  let depth = 0;
  let quoted = false;
  for (let i = start; i >= 0 && i < head.length; i++) {
    const sign = head[i];
    if (quoted) {
      if (sign === "\\") i++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return asTask(head.slice(start, i + 1));
  }
  return null;
}

function asTask(text: string): JsonObject | null {
  try {
    const value: Json = JSON.parse(text);
    if (!isObject(value)) return null;
    return isObject(value.data) ? value.data : value;
  } catch {
    return null;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function kindOfTask(task: JsonObject): string | null {
  const values = Object.values(task);
  for (const value of values) {
    const media = typeof value === "string" ? mediaKind(value) : null;
    if (media) return media;
  }
  return values.some((value) => typeof value === "string") ? "text" : null;
}

/** One line of a CSV or TSV file; quotes may hold the separator. */
function cells(line: string, split: string): string[] {
  const found: string[] = [];
  let cell = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i];
    if (sign === '"' && quoted && line[i + 1] === '"') {
      cell += '"';
      i++;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === split && !quoted) {
      found.push(cell);
      cell = "";
    } else cell += sign;
  }
  return [...found, cell].map((text) => text.trim());
}

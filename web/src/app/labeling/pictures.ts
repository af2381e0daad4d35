/**
 * Loads the pictures of tasks that come next, so that they show at once, and without the network.
 * Sound and film are too large for this and load when they are shown.
 */
import type { Task } from "@/api/types";
import type { Json } from "@/editor/language";
import { withBase } from "../base";

const PICTURE = /\.(png|jpe?g|gif|bmp|webp|svg|avif)(\?|#|$)/i;
/** More than the tasks ahead and the last few behind need. */
const KEPT = 24;

/** What was loaded last; a picture that nothing refers to would leave the browser's memory. */
const kept = new Map<string, HTMLImageElement>();

export function loadPictures(task: Task): void {
  for (const address of addressesIn(withBase(task.data))) {
    if (kept.has(address)) continue;
    const picture = new Image();
    picture.src = address;
    kept.set(address, picture);
  }
  for (const address of [...kept.keys()].slice(0, -KEPT)) kept.delete(address);
}

/** Every text in task data that looks like the address of a picture. */
export function addressesIn(value: Json): string[] {
  if (typeof value === "string") return PICTURE.test(value) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(addressesIn);
}

/** Finds shapes by place: what a view shows, what lies under a point. */
import Flatbush from "flatbush";
import type { Bounds, Point } from "./box";

export class SpatialIndex<T> {
  readonly #items: readonly T[];
  readonly #tree: Flatbush | null;

  constructor(items: readonly T[], boundsOf: (item: T) => Bounds) {
    this.#items = items;
    // An empty tree cannot be made.
    this.#tree = items.length === 0 ? null : new Flatbush(items.length);
    for (const item of items) {
      const { left, top, right, bottom } = boundsOf(item);
      this.#tree?.add(left, top, right, bottom);
    }
    this.#tree?.finish();
  }

  /** Items whose bounds touch the rectangle, in the order they were given. */
  within({ left, top, right, bottom }: Bounds): T[] {
    if (!this.#tree) return [];
    return this.#tree
      .search(left, top, right, bottom)
      .sort((a, b) => a - b)
      .flatMap((index) => this.#items[index] ?? []);
  }

  near({ x, y }: Point, reach: number): T[] {
    return this.within({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });
  }
}

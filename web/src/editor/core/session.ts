/** What the hand is doing now: never saved, never undone. */

import type { Filter } from "./filters";
import type { Problem } from "./results";

/** A geometry that waits for its label, such as selected text. */
export interface Pending {
  readonly object: string;
  readonly kind: string;
  readonly geometry: unknown;
}

export interface Session {
  /** Ids of selected regions or suggestions. */
  readonly selection: readonly string[];
  readonly hovered: string | null;
  /** Labels the next region will get, by control name. */
  readonly armed: Readonly<Record<string, readonly string[]>>;
  /** Id of the tool in hand. */
  readonly tool: string;
  /** Diameter of the brush in CSS pixels, once the person has chosen one. */
  readonly brush: number | null;
  readonly pending: Pending | null;
  /** The region a relation begins at, while its other end is waited for. */
  readonly relating: string | null;
  readonly hidden: ReadonlySet<string>;
  /** Suggestions below this score are not drawn. */
  readonly threshold: number;
  /** Whether regions carry their label on the stage. */
  readonly showLabels: boolean;
  /** What Filters leave of options, by control name. */
  readonly filters: Readonly<Record<string, Filter>>;
  /** Which entries of Repeaters in pages are on show, by the Repeater's line and column. */
  readonly pages: Readonly<Record<string, { readonly first: number; readonly size: number }>>;
  /** Which item of an object that shows several is on show, by object name; the first without. */
  readonly items: Readonly<Record<string, number>>;
  /** What kept the annotation from being submitted, until it is mended. */
  readonly problem: Problem | null;
  /** What a command asked the panels to focus; they set it back to null. */
  readonly focus: "note" | "answers" | null;
  /** Read out by screen readers; `turn` makes a repeat heard. */
  readonly announcement: { readonly text: string; readonly turn: number };
}

export const START: Session = {
  selection: [],
  hovered: null,
  armed: {},
  tool: "tool.move",
  brush: null,
  pending: null,
  relating: null,
  hidden: new Set(),
  threshold: 0,
  showLabels: true,
  filters: {},
  pages: {},
  items: {},
  problem: null,
  focus: null,
  announcement: { text: "", turn: 0 },
};

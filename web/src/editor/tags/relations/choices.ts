/** The labels that a config offers for relations. */
import { text } from "../../core/attrs";
import { COLOURS } from "../../kernels/color";
import type { BoundTag } from "../../language";

export interface RelationLabel {
  readonly value: string;
  readonly color: string;
}

export interface RelationChoices {
  readonly labels: readonly RelationLabel[];
  /** Whether a relation may have several. */
  readonly multiple: boolean;
}

/** Of the first `Relations` tag; null when there is none. */
export function relationChoices(root: BoundTag): RelationChoices | null {
  if (root.tag === "Relations") {
    const labels = root.children
      .filter(({ tag }) => tag === "Relation")
      .map((tag, index) => ({
        value: text(tag, "value"),
        color: text(tag, "background") || (COLOURS[index % COLOURS.length] ?? ""),
      }));
    return { labels, multiple: text(root, "choice") !== "single" };
  }
  for (const child of root.children) {
    const found = relationChoices(child);
    if (found) return found;
  }
  return null;
}

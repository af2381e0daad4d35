/** `Taxonomy`: entries of a tree, about the task or about a region. */
import { flag, text } from "../../core/attrs";
import type { TagDefinition } from "../../core/registry";
import { taxonomyAnswer } from "./answer";
import { TaxonomyTag } from "./TaxonomyTag";

export const taxonomy: TagDefinition = {
  tag: "Taxonomy",
  component: TaxonomyTag,
  control: {
    answer: taxonomyAnswer,
    keyless: true,
    // A tree behind an address cannot be shown, and spans of text are not labeled by one.
    asks: (tag) =>
      !flag(tag, "labeling") && (text(tag, "apiUrl") === "" || tag.children.length > 0),
  },
};

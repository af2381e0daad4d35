/** `Taxonomy`: entries of a tree, about the task or a region, or as the labels of spans. */
import { flag } from "../../core/attrs";
import type { TagDefinition } from "../../core/registry";
import { labelFor, taxonomyAnswer } from "./answer";
import { TaxonomyTag } from "./TaxonomyTag";

export const taxonomy: TagDefinition = {
  tag: "Taxonomy",
  component: TaxonomyTag,
  control: {
    answer: taxonomyAnswer,
    keyless: true,
    labels: (tag) => flag(tag, "labeling"),
    optionFor: labelFor,
  },
};

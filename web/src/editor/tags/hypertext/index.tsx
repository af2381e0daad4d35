/** `HyperText`: an HTML document to read. */
import type { TagDefinition } from "../../core/registry";
import { HyperTextTag } from "./HyperTextTag";

export const hyperText: TagDefinition = {
  tag: "HyperText",
  component: HyperTextTag,
  object: { labelled: null },
};

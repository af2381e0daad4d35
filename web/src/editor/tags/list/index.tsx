/** `List`: things with a title and a body, to read or to put in order. */
import type { TagDefinition } from "../../core/registry";
import { ListTag } from "./ListTag";

export const list: TagDefinition = {
  tag: "List",
  component: ListTag,
  object: { labelled: null },
};

/** `Table`: an object or a list of objects to read. */
import type { TagDefinition } from "../../core/registry";
import { TableTag } from "./TableTag";

export const table: TagDefinition = {
  tag: "Table",
  component: TableTag,
  object: { labelled: null },
};

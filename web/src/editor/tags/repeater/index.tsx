/** `Repeater`: its children once for each entry of a list; `PagedView`: each child is a page. */
import type { TagDefinition } from "../../core/registry";
import { PAGE_COMMANDS } from "./pages";
import { RepeaterTag } from "./RepeaterTag";

export const repeater: TagDefinition = {
  tag: "Repeater",
  component: RepeaterTag,
  commands: PAGE_COMMANDS,
};

export const pagedView: TagDefinition = { tag: "PagedView", component: RepeaterTag };

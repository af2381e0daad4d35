/** `Collapse` and `Panel`: a long form in parts that fold away. */
import type { TagDefinition } from "../../core/registry";
import { CollapseTag, PanelTag } from "./CollapseTag";

export const collapse: TagDefinition = { tag: "Collapse", component: CollapseTag };
export const panel: TagDefinition = { tag: "Panel", component: PanelTag };

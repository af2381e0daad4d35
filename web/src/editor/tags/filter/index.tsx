/** `Filter`: finds labels or choices in a long list. */
import type { TagDefinition } from "../../core/registry";
import { FilterTag } from "./FilterTag";

export const filter: TagDefinition = { tag: "Filter", component: FilterTag };

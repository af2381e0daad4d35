/** `Relations`: what relations between regions may be called. They are listed with the regions. */
import type { TagDefinition } from "../../core/registry";

export const relations: TagDefinition = {
  tag: "Relations",
  component: () => null,
};

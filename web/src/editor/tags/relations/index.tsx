/** `Relations`: what relations between regions may be called. They are listed with the regions. */
import type { Command } from "../../core/commands";
import type { TagDefinition } from "../../core/registry";
import { mayRelate, startRelating } from "../../core/relations";

const relate: Command = {
  id: "region.relation",
  group: "regions",
  words: "command.relate",
  keys: ["Alt+r"],
  when: mayRelate,
  run: startRelating,
};

export const relations: TagDefinition = {
  tag: "Relations",
  component: () => null,
  commands: [relate],
};

/** Changes of a config that the server answers with patches of its text, and the tags as written. */
import { post } from "@/api/http";
import type { components } from "@/api/schema";
import type { Outline } from "@/api/types";

type Schemas = components["schemas"];

export type Change = Schemas["ConfigEditIn"]["change"];
export type NewTag = { tag: string; attributes: Record<string, string>; children: NewTag[] };
export type Patch = Schemas["PatchOut"];
export type Path = readonly number[];

export function editConfig(
  labelConfig: string,
  change: Change,
): Promise<{ patches: Patch[]; outline: Outline }> {
  return post("api/labelry/config/edit", { label_config: labelConfig, change });
}

/** An attribute's text in whatever case it is written; of `value` also the text inside the tag. */
export function written(tag: Outline, name: string): string | null {
  const found = Object.entries(tag.attributes).find(
    ([key]) => key.toLowerCase() === name.toLowerCase(),
  );
  if (found) return found[1];
  return name === "value" && tag.children.length === 0 && tag.text !== "" ? tag.text : null;
}

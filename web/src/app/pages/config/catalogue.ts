/** The labeling language's catalogue: completions for the XML editor, forms for the visual one. */
import type { ElementSpec } from "@codemirror/lang-xml";
import { queryOptions } from "@tanstack/react-query";
import { get } from "@/api/http";

export interface AttributeSpec {
  type: "text" | "value" | "bool" | "number" | "enum" | "names" | "style";
  values: string[] | null;
  default: string | number | boolean | null;
  required: boolean;
  doc: string;
}

export interface TagSpec {
  kind: "object" | "control" | "visual" | "child" | "unknown";
  doc: string;
  attributes: Record<string, AttributeSpec>;
  /** Tags it may hold; `*` stands for any. */
  children: string[];
  parents: string[];
}

export type Catalogue = Record<string, TagSpec>;

export const catalogueQuery = queryOptions({
  queryKey: ["catalogue"],
  queryFn: async () => (await get<{ tags: Catalogue }>("api/labelry/config/catalogue")).tags,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Names that the text itself and the tasks bring to completion. */
export interface Known {
  names: readonly string[];
  keys: readonly string[];
}

export function elementsOf(tags: Catalogue, { names, keys }: Known): ElementSpec[] {
  return Object.entries(tags).map(([name, tag]) => ({
    name,
    ...(tag.children.includes("*") ? {} : { children: tag.children }),
    attributes: Object.entries(tag.attributes).map(([attribute, { values, type, doc }]) => ({
      name: attribute,
      ...(values
        ? { values }
        : attribute === "toName" || attribute === "whenTagName"
          ? { values: names }
          : type === "value"
            ? { values: keys.map((key) => `$${key}`) }
            : {}),
      completion: { info: doc },
    })),
    completion: { info: tag.doc },
  }));
}

/** The tags that may stand inside another one. */
export function childrenOf(tags: Catalogue, parent: string): string[] {
  const allowed = tags[parent]?.children ?? [];
  if (!allowed.includes("*")) return allowed.filter((name) => name in tags);
  return Object.entries(tags)
    .filter(([, tag]) => tag.parents.includes("*") || tag.parents.includes(parent))
    .map(([name]) => name);
}

/** Compiled configs written by hand, with the defaults the server's compiler fills in. */
import type { AttributeValue, Tag, TagKind } from "../language";

const KINDS: Readonly<Record<string, TagKind>> = {
  Image: "object",
  Text: "object",
  HyperText: "object",
  Table: "object",
  List: "object",
  Pdf: "object",
  Label: "child",
  Choice: "child",
  View: "visual",
  Header: "visual",
  Style: "visual",
  Markdown: "visual",
  PagedView: "visual",
  Bucket: "child",
};

type Attrs = Record<string, AttributeValue>;

/** A tag; `name`, `toName` and `when` are taken out of the attributes. */
export function tag(
  name: string,
  attrs: Attrs & { name?: string; toName?: string } = {},
  children: readonly Tag[] = [],
  when: Tag["when"] = null,
): Tag {
  const { name: own, toName, ...others } = attrs;
  return {
    tag: name,
    kind: KINDS[name] ?? "control",
    name: own ?? null,
    toName: toName ? toName.split(",") : [],
    attrs: others,
    extra: {},
    when,
    line: 1,
    column: 1,
    children: [...children],
  };
}

export function view(...children: Tag[]): Tag {
  // Siblings are told apart by where they stand.
  const numbered = children.map((child, index) => ({ ...child, line: index + 2 }));
  return tag("View", {}, numbered);
}

export function labels(...values: readonly (string | (Attrs & { value: string }))[]): Tag[] {
  return values.map((value) => tag("Label", typeof value === "string" ? { value } : value));
}

export function choices(...values: readonly (string | (Attrs & { value: string }))[]): Tag[] {
  return values.map((value) => tag("Choice", typeof value === "string" ? { value } : value));
}

export const $ = (...path: (string | number)[]): { path: (string | number)[] } => ({ path });

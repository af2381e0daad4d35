/**
 * The labeling language as JSON: the tree the server compiles from a config, the same tree
 * with a task's values in it, result items and problems. `labelry/labeling` writes all of these.
 */

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What a tag is for. `unknown` tags are kept, drawn as their children, and warned about. */
export type TagKind = "object" | "control" | "visual" | "child" | "unknown";

/** A whole value of the task, of any JSON type: `$a[0].b` is `{path: ["a", 0, "b"]}`. */
export type PathValue = { path: (string | number)[] };
/** Text with values of the task in it: `Title: $title`. */
export type PartsValue = { parts: (string | PathValue)[] };

/** A `style` attribute, ready for React: `{fontSize: "12px"}`. */
export type StyleMap = { [property: string]: string };

/** One attribute of a bound tag. Without a value and a default it is null. */
export type BoundValue = Json;
/** One attribute as compiled: its value, or where in the task the value is. */
export type AttributeValue = BoundValue | PathValue | PartsValue;

/**
 * When a tag shows. For `choice-*` the values are choices (value or alias) of the control
 * `tagName` (null: of any control); for `region-selected` they are labels, and `tagName` is the
 * labels control that labeled the region; for `region-role` they are roles of a chat message.
 * Null values: whichever. One of the values is enough; `and` must hold too.
 */
export type When = {
  kind:
    | "region-selected"
    | "no-region-selected"
    | "choice-selected"
    | "choice-unselected"
    | "region-role";
  tagName: string | null;
  values: string[] | null;
  and: When | null;
};

interface TagNode<Value> {
  /** The canonical name: `RectangleLabels`. */
  tag: string;
  kind: TagKind;
  name: string | null;
  toName: string[];
  /** Every declared attribute in camelCase, defaults filled in. */
  attrs: { [name: string]: Value };
  /** Attributes nobody declared, as written. */
  extra: { [name: string]: Value };
  when: When | null;
  line: number;
  column: number;
}

/** A tag as compiled from the config. */
export interface Tag extends TagNode<AttributeValue> {
  children: Tag[];
  /** On a tag whose `value` brings children with the task: the child each entry fills in. */
  template?: Tag;
}

/** A tag with a task's values in it and the task's children appended. */
export interface BoundTag extends TagNode<BoundValue> {
  children: BoundTag[];
}

/** Of one region or answer; all items of a region share its `id`. Unknown keys are kept. */
export type ResultItem = {
  id?: string;
  type: string;
  from_name?: string;
  to_name?: string;
  value?: JsonObject;
  origin?: string;
  score?: number | null;
  original_width?: number;
  original_height?: number;
  image_rotation?: number;
  original_length?: number;
  item_index?: number;
  parentID?: string | null;
  meta?: JsonObject;
  readonly?: boolean;
  hidden?: boolean;
  from_id?: string;
  to_id?: string;
  direction?: "left" | "right" | "bi";
  labels?: string[];
  [key: string]: Json | undefined;
};

/** `error` refuses, `warning` tells, `unknown` is a name the config does not have. */
export type Severity = "error" | "warning" | "unknown";

/** What was found, what is allowed (`message`), what to do (`hint`), and where. */
export type Problem = {
  message: string;
  hint: string;
  line: number | null;
  column: number | null;
  path: string;
  severity: Severity;
};

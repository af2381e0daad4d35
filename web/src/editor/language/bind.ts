/** Puts a task's values into a compiled labeling config. The same rules in Python: `binding.py`. */

import type {
  AttributeValue,
  BoundTag,
  BoundValue,
  Json,
  JsonObject,
  PartsValue,
  PathValue,
  Tag,
} from "./tree";

/** How deep values of a task are followed; what is deeper is left out. */
const MAX_DEPTH = 100;

type Values<Value> = { [name: string]: Value };

/** The tree with every value of the task in it; a value the task lacks is null. */
export function bind(tree: Tag, data: JsonObject): BoundTag {
  const { template, ...tag } = tree;
  const attrs = bindAll(tree.attrs, data);
  const written = tree.tag === "Repeater" ? repeat(tree, attrs) : tree.children;
  const children = written.map((child) => bind(child, data));
  if (template) children.push(...brought(template, attrs.value ?? null, data, 1));
  return { ...tag, attrs, extra: bindAll(tree.extra, data), children };
}

function bindAll(values: Values<AttributeValue>, data: JsonObject): Values<BoundValue> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, bindValue(value, data)]),
  );
}

function bindValue(value: AttributeValue, data: JsonObject): BoundValue {
  if (isPath(value)) return lookUp(data, value.path);
  if (isParts(value)) {
    return value.parts
      .map((part) => (typeof part === "string" ? part : textOf(lookUp(data, part.path))))
      .join("");
  }
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isPath(value: AttributeValue): value is PathValue {
  return isObject(value) && "path" in value && Array.isArray(value.path);
}

function isParts(value: AttributeValue): value is PartsValue {
  return isObject(value) && "parts" in value && Array.isArray(value.parts);
}

/** Null when nothing is there. A key that is the whole path as written wins: `{"a.b": 1}`. */
function lookUp(data: JsonObject, path: (string | number)[]): Json {
  const written = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${part}`));
  const whole = written.join("").replace(/^\./, "");
  if (Object.hasOwn(data, whole)) return data[whole] ?? null;
  let found: Json = data;
  for (const part of path) {
    const key = String(part);
    const inside: boolean = Array.isArray(found)
      ? /^[0-9]{1,9}$/.test(key) && Number(key) < found.length
      : isObject(found) && Object.hasOwn(found, key);
    if (!inside) return null;
    found = Array.isArray(found)
      ? (found[Number(key)] ?? null)
      : ((found as JsonObject)[key] ?? null);
  }
  return found;
}

/** A value inside text: nothing for null, `a,b` for a list, `key: value` pairs for an object. */
function textOf(value: Json, depth = 0): string {
  if (value === null || depth > MAX_DEPTH) return "";
  if (Array.isArray(value)) return value.map((item) => textOf(item, depth + 1)).join(",");
  if (!isObject(value)) return String(value);
  const keys = Object.keys(value).sort();
  return keys.map((key) => `${key}: ${textOf(value[key] ?? null, depth + 1)}`).join(", ");
}

/** A Repeater's children once for each entry, with its index in place of the flag. */
function repeat(repeater: Tag, { on, indexFlag }: Values<BoundValue>): Tag[] {
  if (!Array.isArray(on)) return [];
  return on.flatMap((_, index) =>
    repeater.children.map((child) => indexed(child, String(indexFlag), String(index))),
  );
}

function indexed(tag: Tag, flag: string, index: string): Tag {
  const fill = <T>(value: T): T => filled(value, flag, index) as T;
  return {
    ...tag,
    name: fill(tag.name),
    toName: fill(tag.toName),
    attrs: fill(tag.attrs),
    extra: fill(tag.extra),
    when: fill(tag.when),
    children: tag.children.map((child) => indexed(child, flag, index)),
    ...(tag.template && { template: indexed(tag.template, flag, index) }),
  };
}

function filled(value: unknown, flag: string, index: string): unknown {
  if (typeof value === "string") return flag ? value.replaceAll(flag, index) : value;
  if (Array.isArray(value)) return value.map((item) => filled(item, flag, index));
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, item]) => [key, filled(item, flag, index)]));
}

/** One child for each entry of the task: an object of attributes, or only the child's value. */
function brought(template: Tag, entries: Json, data: JsonObject, depth: number): BoundTag[] {
  if (!Array.isArray(entries) || depth > MAX_DEPTH) return [];
  return entries.flatMap((entry) => {
    const { children = null, ...given } = isObject(entry) ? entry : { value: entry };
    if (given.value === undefined || given.value === null) return [];
    const child = bind(template, data);
    const declared = new Map(Object.keys(child.attrs).map((name) => [name.toLowerCase(), name]));
    for (const [key, value] of Object.entries(given)) {
      const name = declared.get(key.toLowerCase());
      if (name === undefined) child.extra = { ...child.extra, [key]: value };
      else child.attrs[name] = fitted(name, value, child.attrs[name] ?? null);
    }
    return [{ ...child, children: brought(template, children, data, depth + 1) }];
  });
}

/** `value` is text; a switch may be written as text, as in XML. */
function fitted(name: string, value: Json, fallback: BoundValue): BoundValue {
  if (name === "value") return textOf(value);
  const isSwitch = typeof fallback === "boolean" && (value === "true" || value === "false");
  return isSwitch ? value === "true" : value;
}

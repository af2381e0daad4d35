/** Identifiers as Label Studio's editor makes them: ten characters of A-Z a-z 0-9 `_` `-`. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

export function newId(length = 10): string {
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  let id = "";
  for (const byte of bytes) id += ALPHABET[byte & 63];
  return id;
}

/** An identifier for an item that came without one: the same at each reading of the same result. */
export function idOfItem(item: object, index: number): string {
  // FNV-1a of its text; the index keeps equal items apart.
  let hash = 0x811c9dc5;
  for (const sign of JSON.stringify(item)) {
    hash = Math.imul(hash ^ (sign.codePointAt(0) ?? 0), 0x01000193);
  }
  return `${(hash >>> 0).toString(36)}-${index}`;
}

/** Tells whether two results say the same, whatever the order of their keys. */

/** A short text equal for equal JSON values: 53 bits and the length. */
export function fingerprint(value: unknown): string {
  const text = canonical(value);
  return `${hash53(text).toString(36)}-${text.length.toString(36)}`;
}

/** The print of a submit: what it says, and whether it is a skip. */
export function submitPrint(result: unknown, cancelled: boolean): string {
  return `${cancelled ? "skip" : "done"}-${fingerprint(result)}`;
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** Two rounds of multiply and mix over UTF-16 units, joined to a 53-bit integer. */
function hash53(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}

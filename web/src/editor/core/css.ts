/**
 * Makes a config's CSS harmless: nothing is fetched, nothing escapes the editor, nothing runs.
 * Rules are scoped by nesting them under the editor's own selector.
 */

/** At-rules an author may use; all others (import, font-face, charset, ...) are dropped. */
const ALLOWED_AT_RULES = /^@(media|supports|container|keyframes|layer)\b/i;
/** Declarations that fetch, run or cover the page. */
const FORBIDDEN =
  /url\s*\(|src\s*\(|image-set\s*\(|expression\s*\(|javascript:|-moz-binding|behavior\s*:|^position\s*:(?!\s*(static|relative|absolute|sticky)\s*(!|$))/i;
/** Selectors of what stands beside or around the editor. */
const OUTSIDE = /(^|,)\s*[+~]|&([^\s>,[]|\[[^\]]*\])*\s*[+~]|\(.*&/;
const STRINGS = /"[^"\\]*"|'[^'\\]*'/g;

/** The rules under `scope`, or an empty text when the braces do not match. */
export function scopeCss(source: string, scope: string): string {
  const css = withoutEscapes(source.replace(/\/\*[\s\S]*?\*\//g, "")).replace(
    /<\/?style[^>]*>/gi,
    "",
  );
  if (/<\//.test(css)) return "";
  const body = readRules(css);
  return body === null ? "" : `${scope} {\n${body}\n}`;
}

/** CSS escapes could spell a forbidden word. */
function withoutEscapes(css: string): string {
  return css.replace(/\\(?:([0-9a-f]{1,6})\s?|([g-z]))/gi, (_, hex = "", letter = "") => {
    const code = Number.parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10ffff)) return letter;
    return code === BACKSLASH ? "" : String.fromCodePoint(code);
  });
}
const BACKSLASH = 0x5c;

/** One line that leaves no string, comment or address open, to swallow a brace after it. */
function oneLine(css: string): string | null {
  const line = css.replace(/\s+/g, " ").trim();
  const bare = line.replace(STRINGS, "");
  return /["']|\/\*|\\$|url\s*\(/i.test(bare) ? null : line;
}

function readRules(css: string): string | null {
  const rules: string[] = [];
  let at = 0;
  while (at < css.length) {
    const open = css.indexOf("{", at);
    const end = css.indexOf(";", at);
    if (end >= 0 && (open < 0 || end < open)) {
      at = end + 1;
      continue;
    }
    if (open < 0) break;
    const close = matching(css, open);
    if (close < 0) return null;
    const rule = readRule(css.slice(at, open).trim(), css.slice(open + 1, close));
    if (rule === null) return null;
    if (rule !== "") rules.push(rule);
    at = close + 1;
  }
  return rules.join("\n");
}

function readRule(source: string, body: string): string | null {
  if (source.includes("}")) return null;
  const prelude = oneLine(source);
  if (prelude === null) return "";
  if (prelude.startsWith("@")) {
    if (!ALLOWED_AT_RULES.test(prelude)) return "";
    const inner = readRules(body);
    return inner === null ? null : `${prelude} {\n${inner}\n}`;
  }
  const declarations = harmless(body);
  if (body.includes("{") || declarations.length === 0 || prelude.includes("&")) return "";
  // Rules for the whole page become rules for the editor.
  const selector = prelude.replace(/(^|,)\s*(html|body|:root)\b/gi, "$1 &");
  if (OUTSIDE.test(selector.replace(STRINGS, ""))) return "";
  return `${selector} { ${declarations.join("; ")} }`;
}

/** What may stay of an element's own `style`. */
export function safeDeclarations(source: string): string {
  return harmless(withoutEscapes(source.replace(/\/\*[\s\S]*?\*\//g, ""))).join("; ");
}

/** Whether one declaration of a `style` attribute may stay: it must not cover the page. */
export function staysInPlace(property: string, value: string): boolean {
  return property !== "position" || !FORBIDDEN.test(`position: ${value}`);
}

function harmless(declarations: string): string[] {
  return declarations
    .split(";")
    .map((part) => oneLine(part) ?? "")
    .filter((part) => part.includes(":") && !FORBIDDEN.test(part));
}

function matching(css: string, open: number): number {
  let depth = 0;
  for (let i = open; i < css.length; i++) {
    if (css[i] === "{") depth++;
    else if (css[i] === "}" && --depth === 0) return i;
  }
  return -1;
}

/** Every word on the screen comes from the catalogue, and every word of the catalogue is used. */
import ts from "typescript";
import { describe, expect, it } from "vitest";
import catalogue from "../strings.en.json";
import { pseudoText } from "./pseudo";

const sources = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Attributes whose text people read or hear. */
const SPOKEN = new Set([
  "aria-label",
  "label",
  "title",
  "placeholder",
  "description",
  "alt",
  "text",
  "nothingFoundMessage",
]);

function literals(path: string, source: string): string[] {
  const found: string[] = [];
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}{2,}/u.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText(file)) && node.initializer) {
      const value = node.initializer;
      if (ts.isStringLiteral(value) && /\p{L}{2,}/u.test(value.text)) found.push(value.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found.map((text) => `${path}: ${text}`);
}

function keys(node: object, prefix = ""): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === "string" ? [prefix + key] : keys(value, `${prefix}${key}.`),
  );
}

describe("strings", () => {
  it("are never written into a page", () => {
    expect(Object.keys(sources).length).toBeGreaterThan(40);
    expect(Object.entries(sources).flatMap(([path, source]) => literals(path, source))).toEqual([]);
  });

  it("a literal would be found", () => {
    expect(literals("Bad.tsx", `<p title="Hello there">Some words {x}</p>`)).toHaveLength(2);
  });

  it("are all used", () => {
    const code = Object.values(sources).join("\n");
    const unused = keys(catalogue).filter((key) => {
      const plain = key.replace(/_(one|other)$/, "");
      if (code.includes(`"${plain}"`)) return false;
      // Chosen by a value, as in t(`role.${role}`).
      return !code.includes(`\`${plain.replace(/[^.]+$/, "")}\${`);
    });
    expect(unused).toEqual([]);
  });

  it("keep their placeholders and tags in the pseudo-locale", () => {
    expect(pseudoText("<b>{{count}}</b> left")).toBe("[<b>{{count}}</b> lêft·····]");
  });
});

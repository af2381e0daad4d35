import { describe, expect, it } from "vitest";
import catalogue from "../strings.en.json";
import { builtinRegistry } from "../tags";

const SOURCES = import.meta.glob<string>(
  ["../**/*.{ts,tsx}", "!../**/*.test.ts", "!../playground/**"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);
const KEY =
  /"((?:command|step|said|problem|region|regions|details|questions|suggestions|labels|tools|panels|image|text|textarea|rating|number|datetime|choices|unknown|collapse|filter|taxonomy|pages|relations)\.[a-zA-Z.]+)"/g;

const known = new Set(Object.keys(catalogue).map((key) => key.replace(/_(one|other)$/, "")));

describe("the editor's words", () => {
  it("are in the catalogue, all that the code asks for", () => {
    const ids = new Set(builtinRegistry().commands.keys());
    const asked = Object.values(SOURCES).flatMap((source) =>
      [...source.matchAll(KEY)].map(([, key = ""]) => key),
    );
    expect(asked.length).toBeGreaterThan(60);
    expect(asked.filter((key) => !known.has(key) && !ids.has(key))).toEqual([]);
  });

  it("name every command", () => {
    const unnamed = [...builtinRegistry().commands.values()].filter(
      ({ words }) => !known.has(words),
    );
    expect(unnamed).toEqual([]);
  });
});

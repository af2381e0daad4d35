import { describe, expect, it } from "vitest";
import { tag } from "../testing/tree";
import { style } from "./attrs";
import { safeDeclarations, scopeCss } from "./css";

const scoped = (css: string) => scopeCss(css, ".le-root");

describe("an author's CSS", () => {
  it("is kept under the editor's own selector", () => {
    expect(scoped(".a, p > b { color: red; margin: 0 }")).toBe(
      ".le-root {\n.a, p > b { color: red; margin: 0 }\n}",
    );
  });

  it("keeps media rules and drops what fetches, runs or covers the page", () => {
    const css = scoped(`
      @import url(https://example.org/x.css);
      @font-face { font-family: x; src: url(x.woff) }
      @media (min-width: 1px) { .a { color: red } }
      .b { background: url(https://example.org/track.png); color: blue }
      .c { position: fixed; inset: 0 }
      .d { width: expression(alert(1)) }`);
    expect(css).toContain("@media (min-width: 1px) {\n.a { color: red }\n}");
    expect(css).toContain(".b { color: blue }");
    expect(css).not.toMatch(/import|font-face|track|fixed|expression/);
  });

  it("cannot spell a forbidden word with escapes or comments, nor close the style tag", () => {
    expect(scoped(".a { background: u\\72l(x) }")).not.toContain("(x)");
    expect(scoped(".a { background: u/**/rl(x) }")).not.toContain("(x)");
    expect(scoped(".a {} </style><script>alert(1)</script>")).not.toContain("script");
  });

  it("cannot leave the scope with a brace of its own", () => {
    expect(scoped("} body { display: none }")).toBe("");
    expect(scoped(".a { color: red")).toBe("");
  });

  it("cannot spell a forbidden word with a backslash before a letter", () => {
    expect(scoped(".a { background: u\\rl(x) }")).not.toContain("(x)");
    expect(scoped(".a { background: u\\5crl(x) }")).not.toContain("\\");
    expect(scoped(".a { position: f\\ixed }")).not.toContain("position");
    expect(scoped(".a { --p: fixed; position: var(--p) }")).not.toContain("position");
  });

  it.each([
    '.a" { color:\nred }',
    ".a url( { color: x) }",
    "a\\2f\\2a { color\\2a\\2f : red }",
    '@media x" {\n.b { color: red } }',
  ])("cannot swallow a brace and so leave the scope: %s", (css) => {
    expect(scoped(css)).toBe(".le-root {\n\n}");
  });

  it.each([
    "body + div",
    "body[title=']'] + div",
    "a, + div",
    "~ div",
    ":is(a, body) ~ *",
    ":is(:not(a), body) ~ *",
    "#out:not(& *)",
  ])("cannot speak of what stands beside the editor: %s", (selector) => {
    expect(scoped(`${selector} { color: red }`)).toBe(".le-root {\n\n}");
  });

  it("keeps strings, several lines and neighbours within the editor", () => {
    const css = scoped(
      'body p + p,\n.a[title="x"] ~ b { content: "a + b"; background-position: top }',
    );
    expect(css).toContain(
      '& p + p, .a[title="x"] ~ b { content: "a + b"; background-position: top }',
    );
  });

  it("turns rules for the page into rules for the editor", () => {
    expect(scoped("body { color: red }")).toContain("& { color: red }");
  });
});

describe("an element's own style", () => {
  it("keeps what is harmless and drops what fetches or covers the page", () => {
    expect(safeDeclarations("color: red; position: FIXED; background: u\\72l(x); margin: 0")).toBe(
      "color: red; margin: 0",
    );
  });

  it("may stick within the editor and not stand over the page", () => {
    const of = (position: string) => style(tag("View", { style: { position, top: "0" } }));
    expect(of("sticky")).toEqual({ position: "sticky", top: "0" });
    for (const position of ["fixed", "FIXED !important", "var(--p)"]) {
      expect(of(position)).toEqual({ top: "0" });
    }
  });
});

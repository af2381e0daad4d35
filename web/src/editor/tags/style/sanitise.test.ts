import { describe, expect, it } from "vitest";
import { safeDeclarations, scopeCss } from "./sanitise";

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
});

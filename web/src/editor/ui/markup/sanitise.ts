/**
 * Makes HTML of configs and tasks harmless: nothing in it runs, sends, or leaves its place. With
 * DOMPurify, so it is loaded when first used.
 */
import DOMPurify from "dompurify";
import { safeDeclarations, scopeCss } from "../../core/css";

export interface Links {
  /** Whether links can be followed. They open a page of their own. */
  readonly links: boolean;
}

/** Nobody types into somebody else's form here. */
const FORMS = ["form", "input", "button", "select", "option", "textarea", "dialog"];
const SHARED = {
  USE_PROFILES: { html: true, svg: true, mathMl: true },
  FORBID_ATTR: ["autofocus", "tabindex", "accesskey", "contenteditable", "popover"],
};

/** Markup that stands among the editor's own: no styles but those written on its elements. */
export function sanitiseMarkup(html: string, { links }: Links): string {
  const body = DOMPurify.sanitize(html, {
    ...SHARED,
    FORBID_TAGS: [...FORMS, "style", "link"],
    RETURN_DOM: true,
  }) as HTMLElement;
  tame(body, links);
  return body.innerHTML;
}

/** A whole document: its markup, and its style sheets kept under `scope`. */
export function sanitisePage(html: string, { links }: Links, scope: string) {
  const root = DOMPurify.sanitize(html, {
    ...SHARED,
    FORBID_TAGS: FORMS,
    WHOLE_DOCUMENT: true,
    RETURN_DOM: true,
  }) as HTMLElement;
  const sheets = [...root.querySelectorAll("style")];
  const css = sheets.map(({ textContent }) => scopeCss(textContent ?? "", scope)).join("\n");
  for (const sheet of sheets) sheet.remove();
  tame(root, links);
  const body = root.querySelector("body");
  const style = body?.getAttribute("style") ?? "";
  return { css, html: body?.innerHTML ?? root.innerHTML, style };
}

function tame(root: Element, links: boolean): void {
  for (const element of root.querySelectorAll("[style]")) {
    element.setAttribute("style", safeDeclarations(element.getAttribute("style") ?? ""));
  }
  if (root.hasAttribute("style")) {
    root.setAttribute("style", safeDeclarations(root.getAttribute("style") ?? ""));
  }
  for (const link of root.querySelectorAll("a[href], area[href]")) {
    if (links) {
      link.setAttribute("target", "_blank");
      link.setAttribute("rel", "noopener noreferrer");
    } else link.removeAttribute("href");
  }
}

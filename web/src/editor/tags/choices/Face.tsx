/**
 * What a choice shows in place of its words: markup of the config or the task. It is read into a
 * template, which runs and fetches nothing, and only what is known to be harmless is drawn anew.
 */
import { createElement, type ReactNode, useMemo } from "react";

const ALLOWED = new Set(
  (
    "b i em strong u s small mark sub sup br hr p div span img code pre kbd q blockquote " +
    "ul ol li dl dt dd h1 h2 h3 h4 h5 h6 table thead tbody tr th td figure figcaption"
  ).split(" "),
);
/** Left out with all that is in them. */
const DROPPED = new Set("script style template iframe object embed svg math noscript".split(" "));
const VOID = new Set(["br", "hr", "img"]);
const SAFE_ADDRESS = /^(?:https?:|data:image\/(?:png|jpeg|gif|webp|avif);|(?![a-z][a-z0-9+.-]*:))/i;

/** Handlers never run here, but the browser would report each one it reads. */
const TAG = /<[a-z][^>]*>/gi;
const HANDLER = /\son[a-z]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)/gi;

export function Face({ html }: { html: string }) {
  const drawn = useMemo(() => {
    const inert = document.createElement("template");
    inert.innerHTML = html.replace(TAG, (tag) => tag.replace(HANDLER, ""));
    return redrawn(inert.content.childNodes);
  }, [html]);
  return <span className="le-choice-name le-choice-face">{drawn}</span>;
}

function redrawn(nodes: NodeListOf<ChildNode>): ReactNode[] {
  return [...nodes].map((node, index) => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element)) return null;
    const name = node.localName;
    if (DROPPED.has(name)) return null;
    const inside = VOID.has(name) ? [] : redrawn(node.childNodes);
    return createElement(
      ALLOWED.has(name) ? name : "span",
      { key: index, ...propsOf(node) },
      ...inside,
    );
  });
}

function propsOf(element: Element): Record<string, unknown> {
  const props: Record<string, unknown> = {};
  for (const name of ["title", "alt", "width", "height", "dir", "lang"]) {
    const value = element.getAttribute(name);
    if (value !== null) props[name] = value;
  }
  if (element.className !== "") props.className = element.getAttribute("class");
  const address = element.getAttribute("src");
  if (element instanceof HTMLImageElement && address && SAFE_ADDRESS.test(address.trim())) {
    props.src = address;
  }
  if (element instanceof HTMLElement && element.style.length > 0) props.style = styleOf(element);
  return props;
}

/** The declarations as the browser understood them, without what fetches or leaves its place. */
function styleOf({ style }: HTMLElement): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const property of style) {
    const value = style.getPropertyValue(property);
    if (/url\(|image-set\(/i.test(value) || (property === "position" && value !== "relative"))
      continue;
    kept[property.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] = value;
  }
  return kept;
}

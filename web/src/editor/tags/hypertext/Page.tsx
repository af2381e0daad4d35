/**
 * An HTML document in a shadow root: its styles stay in it, the editor's stay out, and it keeps
 * within its frame. A document with colours of its own lies on paper, since it was made for that.
 */
import { useLayoutEffect, useRef } from "react";
import { sanitisePage } from "../../ui/markup/sanitise";
import sheet from "./page.css?inline";

export interface PageProps {
  readonly html: string;
  readonly links: boolean;
}

const COLOURS = /\b(?:color|background(?:-color)?|bgcolor)\s*[:=]/i;

export default function Page({ html, links }: PageProps) {
  const host = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (!host.current) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    const safe = sanitisePage(html, { links }, ".page");
    const styles = document.createElement("style");
    styles.textContent = `${sheet}\n${safe.css}`;
    const page = document.createElement("div");
    page.className = "page";
    page.innerHTML = safe.html;
    page.setAttribute("style", safe.style);
    const paper = COLOURS.test(safe.css + safe.html + safe.style);
    host.current.parentElement?.classList.toggle("le-paper", paper);
    root.replaceChildren(styles, page);
  }, [html, links]);

  return <div ref={host} />;
}

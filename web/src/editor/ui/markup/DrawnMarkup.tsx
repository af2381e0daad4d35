/** What `Markup` draws, with the sanitiser it needs. */
import { useMemo } from "react";
import type { MarkupProps } from "./Markup";
import { sanitiseMarkup } from "./sanitise";
import "./markup.css";

export default function DrawnMarkup({ html, className, id, style, links = true }: MarkupProps) {
  const safe = useMemo(() => sanitiseMarkup(html, { links }), [html, links]);
  return (
    <div
      className={className ? `le-markup ${className}` : "le-markup"}
      id={id}
      style={style}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised just above
      dangerouslySetInnerHTML={{ __html: safe }}
    />
  );
}

/** Markdown as it reads. The parser comes when it is first needed. */
import { Marked } from "marked";
import { useMemo } from "react";
import { style, text } from "../../core/attrs";
import type { TagProps } from "../../core/registry";
import DrawnMarkup from "../../ui/markup/DrawnMarkup";

const marked = new Marked({ gfm: true, async: false });

export default function MarkdownTag({ tag }: TagProps) {
  const source = text(tag, "value");
  const html = useMemo(() => marked.parse(withoutCdata(source)) as string, [source]);
  return (
    <DrawnMarkup
      html={html}
      className={`le-markdown ${text(tag, "className")}`.trim()}
      id={text(tag, "idAttr") || undefined}
      style={style(tag)}
    />
  );
}

/** A task may bring its text wrapped as XML would have it. */
function withoutCdata(source: string): string {
  return /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(source)?.[1] ?? source;
}

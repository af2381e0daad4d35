/** `Style`: the author's CSS, made harmless and kept within the editor. */
import { useMemo } from "react";
import { text } from "../../core/attrs";
import { scopeCss } from "../../core/css";
import type { TagDefinition, TagProps } from "../../core/registry";

function StyleTag({ tag }: TagProps) {
  const source = text(tag, "value");
  const css = useMemo(() => scopeCss(source, ".le-root"), [source]);
  return <style>{css}</style>;
}

export const style: TagDefinition = { tag: "Style", component: StyleTag };

/** `View`: a block or an inline piece of the author's layout. */
import { style, text } from "../../core/attrs";
import type { TagDefinition, TagProps } from "../../core/registry";
import { TagViews } from "../../ui/TagView";

function ViewTag({ tag }: TagProps) {
  const inline = text(tag, "display") === "inline";
  const className = ["le-view", inline ? "le-view-inline" : "", text(tag, "className")];
  return (
    <div
      className={className.filter(Boolean).join(" ")}
      id={text(tag, "idAttr") || undefined}
      style={style(tag)}
    >
      <TagViews tags={tag.children} />
    </div>
  );
}

export const view: TagDefinition = { tag: "View", component: ViewTag };

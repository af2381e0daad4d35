/** `Header`: a line of words over what follows. */
import { flag, number, style, text } from "../../core/attrs";
import type { TagDefinition, TagProps } from "../../core/registry";

function HeaderTag({ tag }: TagProps) {
  const size = Math.min(Math.max(Math.round(number(tag, "size", 4)), 1), 5);
  const Heading = (["h2", "h3", "h3", "h4", "h5"] as const)[size - 1] ?? "h4";
  const underline = flag(tag, "underline") ? " le-header-underline" : "";
  return (
    <Heading className={`le-header le-header-${size}${underline}`} style={style(tag)}>
      {text(tag, "value")}
    </Heading>
  );
}

export const header: TagDefinition = { tag: "Header", component: HeaderTag };

/** Draws a tag by its registered component, and nothing while its condition does not hold. */
import { useContext } from "react";
import { holds } from "../core/visibility";
import type { BoundTag } from "../language";
import { comparedIn, pairUp } from "../tags/pairwise/pairs";
import { Side } from "../tags/pairwise/Side";
import { UnknownTag } from "../tags/unknown/UnknownTag";
import { RegionContext, useEditor, useEditorState, useLayout } from "./context";

/** Tags drawn by the tag they stand in. */
const DRAWN_BY_PARENT = new Set(["Label", "Choice", "Shortcut", "Relation", "Bucket"]);

interface TagViewProps {
  readonly tag: BoundTag;
  /** Set where questions about regions are at home. */
  readonly inDetails?: boolean;
}

export function TagView({ tag, inDetails = false }: TagViewProps) {
  const editor = useEditor();
  const { details } = useLayout();
  const about = useContext(RegionContext);
  const visible = useEditorState((now) => {
    const region = about === null ? null : now.region(about);
    const regions = region ? [region] : now.selected;
    return holds(tag.when, now.document, now.plan, { regions, items: now.session.items });
  });
  if (!visible || DRAWN_BY_PARENT.has(tag.tag)) return null;
  if (!inDetails && details.includes(tag)) return null;
  const Component = editor.registry.tags.get(tag.tag)?.component;
  if (!Component) return <UnknownTag tag={tag} />;
  const compared = comparedIn(editor.plan, tag.name);
  if (!compared) return <Component tag={tag} />;
  return (
    <Side {...compared}>
      <Component tag={tag} />
    </Side>
  );
}

export function TagViews({ tags, inDetails }: { tags: readonly BoundTag[]; inDetails?: boolean }) {
  const { plan } = useEditor();
  const more = inDetails === undefined ? {} : { inDetails };
  return pairUp(plan, tags).map((row, index) => {
    if (!isPair(row)) return <TagView key={keyOf(row, index)} tag={row} {...more} />;
    const [left, right] = row;
    return (
      <div
        key={keyOf(left, index)}
        className="le-pair"
        role="radiogroup"
        aria-label={comparedIn(plan, left.name)?.control.name}
      >
        <TagView tag={left} {...more} />
        <TagView tag={right} {...more} />
      </div>
    );
  });
}

function isPair(row: ReturnType<typeof pairUp>[number]): row is readonly [BoundTag, BoundTag] {
  return Array.isArray(row);
}

/** What a Repeater makes of one tag is told apart by its place alone. */
function keyOf({ line, column, name }: BoundTag, index: number): string {
  return `${line}:${column}:${name ?? index}`;
}

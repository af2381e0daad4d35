/** Draws a tag by its registered component, and nothing while its condition does not hold. */
import { useContext } from "react";
import { holds } from "../core/visibility";
import type { BoundTag } from "../language";
import { UnknownTag } from "../tags/unknown/UnknownTag";
import { RegionContext, useEditor, useEditorState, useLayout } from "./context";

/** Tags drawn by the tag they stand in. */
const DRAWN_BY_PARENT = new Set(["Label", "Choice", "Shortcut", "Relation"]);

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
  return Component ? <Component tag={tag} /> : <UnknownTag tag={tag} />;
}

export function TagViews({ tags, inDetails }: { tags: readonly BoundTag[]; inDetails?: boolean }) {
  return tags.map((tag, index) => (
    <TagView
      // What a Repeater makes of one tag is told apart by its place alone.
      key={`${tag.line}:${tag.column}:${tag.name ?? index}`}
      tag={tag}
      {...(inDetails === undefined ? {} : { inDetails })}
    />
  ));
}

/** `Markdown`: instructions and texts with headings, lists and links. */
import { lazy, Suspense } from "react";
import type { TagDefinition, TagProps } from "../../core/registry";

const MarkdownTag = lazy(() => import("./MarkdownTag"));

function Markdown({ tag }: TagProps) {
  return (
    <Suspense fallback={null}>
      <MarkdownTag tag={tag} />
    </Suspense>
  );
}

export const markdown: TagDefinition = { tag: "Markdown", component: Markdown };

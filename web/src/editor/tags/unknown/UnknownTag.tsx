/** A quiet stand-in for a tag nobody here knows, with whatever it contains. */

import type { TagProps } from "../../core/registry";
import { TagViews } from "../../ui/TagView";
import { useWords } from "../../ui/words";

export function UnknownTag({ tag }: TagProps) {
  const t = useWords();
  return (
    <div className="le-unknown">
      <strong>{t("unknown.title", { tag: tag.tag })}</strong>
      <span>{t("unknown.hint")}</span>
      <TagViews tags={tag.children} />
    </div>
  );
}

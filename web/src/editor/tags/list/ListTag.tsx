/** A list to read. A Ranker of it draws it as its own, to be put in order. */
import { useMemo } from "react";
import { text } from "../../core/attrs";
import type { TagProps } from "../../core/registry";
import { useEditor } from "../../ui/context";
import { useWords } from "../../ui/words";
import { ItemBody } from "./ItemBody";
import { itemsOf } from "./items";
import "./list.css";

export function ListTag({ tag }: TagProps) {
  const { plan } = useEditor();
  const t = useWords();
  const items = useMemo(() => [...itemsOf(tag).values()], [tag]);
  const ranked = [...plan.controls.values()].some(
    ({ type, objects }) => type === "ranker" && objects.includes(tag.name ?? ""),
  );
  if (ranked) return null;
  const title = text(tag, "title");
  return (
    <section className="le-list" aria-label={title || (tag.name ?? undefined)}>
      {title !== "" && <h4 className="le-list-title">{title}</h4>}
      {items.length === 0 && <p className="le-quiet">{t("list.none")}</p>}
      <ol className="le-items">
        {items.map((item) => (
          <li key={item.id} className="le-item htx-ranker-item">
            <span className="le-item-title">{item.title || item.id}</span>
            <ItemBody item={item} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What a thing of a List says below its title. */
import { Markup } from "../../ui/markup/Markup";
import type { ListItem } from "./items";

export function ItemBody({ item }: { item: ListItem }) {
  if (item.html !== "") return <Markup html={item.html} className="le-item-html" />;
  return item.body === "" ? null : <p className="le-item-body">{item.body}</p>;
}

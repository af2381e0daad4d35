/** One column of a Ranker's board with the cards in it. */
import { ActionIcon, Button, Tooltip } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronUp,
  IconFold,
  IconFoldDown,
  IconGripVertical,
} from "@tabler/icons-react";
import type { KeyboardEvent, PointerEvent } from "react";
import { Key } from "../../ui/Key";
import { useWords } from "../../ui/words";
import { ItemBody } from "../list/ItemBody";
import type { ListItem } from "../list/items";
import { type Column, isOrderOnly, type Ranking } from "./board";
import { digitOf } from "./steps";

interface BoardColumnProps {
  readonly column: Column;
  readonly ranking: Ranking;
  readonly ids: readonly string[];
  /** Id of the words that say how things are moved. */
  readonly hint: string;
  readonly locked: boolean;
  readonly inHand: string | null;
  readonly dragging: boolean;
  /** What is folded; null where nothing can be. */
  readonly folded: ReadonlySet<string> | null;
  readonly onFold: (folded: ReadonlySet<string>) => void;
  readonly onPress: (item: string, event: PointerEvent<HTMLElement>) => void;
  readonly onKey: (item: string, event: KeyboardEvent) => void;
  readonly onSend: (item: string, column: string) => void;
  readonly onLeave: () => void;
}

export function BoardColumn(props: BoardColumnProps) {
  const { column, ranking, ids, folded, onFold } = props;
  const t = useWords();
  const orderOnly = isOrderOnly(ranking);
  const title = column.title || (orderOnly ? "" : t("ranker.rest"));
  const long = ids.filter((id) => hasMore(ranking.items.get(id)));
  const allFolded = folded !== null && long.length > 0 && long.every((id) => folded.has(id));
  const foldAll = t(allFolded ? "ranker.unfoldAll" : "ranker.foldAll");
  return (
    <section
      className="le-column htx-ranker-column"
      data-column={column.id}
      aria-label={title || column.id}
    >
      {(title !== "" || long.length > 1) && (
        <header className="le-column-head">
          <h4 className="le-list-title">{title}</h4>
          {!orderOnly && <span className="le-column-count">{ids.length}</span>}
          <Key of={digitOf(column.id, ranking) ?? undefined} />
          {folded && long.length > 1 && (
            <Tooltip label={foldAll}>
              <ActionIcon
                className="le-column-fold"
                variant="subtle"
                color="gray"
                aria-label={foldAll}
                onClick={() => {
                  const next = new Set(folded);
                  for (const id of long) allFolded ? next.delete(id) : next.add(id);
                  onFold(next);
                }}
              >
                {allFolded ? <IconFoldDown size={16} /> : <IconFold size={16} />}
              </ActionIcon>
            </Tooltip>
          )}
        </header>
      )}
      <ol className="le-items">
        {ids.map((id, index) => (
          <Card key={id} {...props} id={id} index={index} title={title} />
        ))}
      </ol>
      {ids.length === 0 && <p className="le-column-empty">{t("ranker.empty")}</p>}
    </section>
  );
}

interface CardProps extends BoardColumnProps {
  readonly id: string;
  readonly index: number;
  readonly title: string;
}

function Card({ id, index, title, column, ranking, ids, ...props }: CardProps) {
  const { folded, onFold, inHand } = props;
  const t = useWords();
  const item = ranking.items.get(id) ?? { id, title: id, body: "", html: "" };
  const name = item.title || item.id;
  const isFolded = folded?.has(id) ?? false;
  const numbered = isOrderOnly(ranking) || !column.home;
  const names = ["le-item le-card-item htx-ranker-item", inHand === id && "le-item-held"];
  if (inHand === id && props.dragging) names.push("le-item-dragged");
  const toggle = (): void => {
    const next = new Set(folded);
    if (!next.delete(id)) next.add(id);
    onFold(next);
  };
  return (
    <li
      className={names.filter(Boolean).join(" ")}
      data-item={id}
      data-locked={props.locked || undefined}
      onPointerDown={(event) => props.onPress(id, event)}
    >
      <div className="le-item-head">
        <button
          type="button"
          className="le-grip"
          data-grip
          disabled={props.locked}
          aria-pressed={inHand === id}
          aria-label={t("ranker.grip", {
            title: name,
            place: index + 1,
            count: ids.length,
            column: title,
          })}
          aria-describedby={props.hint}
          onKeyDown={(event) => props.onKey(id, event)}
          onBlur={props.onLeave}
        >
          <IconGripVertical size={18} stroke={1.75} />
        </button>
        {numbered && (
          <span className="le-item-place" aria-hidden="true">
            {index + 1}
          </span>
        )}
        <span className="le-item-title">{name}</span>
        {folded && hasMore(item) && (
          <button
            type="button"
            className="le-item-fold"
            aria-expanded={!isFolded}
            aria-label={t(isFolded ? "ranker.unfold" : "ranker.fold", { title: name })}
            onClick={toggle}
          >
            {isFolded ? <IconChevronDown size={16} /> : <IconChevronUp size={16} />}
          </button>
        )}
      </div>
      {inHand === id && !props.dragging && !isOrderOnly(ranking) && (
        <div className="le-item-goals">
          {ranking.columns
            .filter((other) => other !== column)
            .map((other) => (
              <Button
                key={other.id}
                size="compact-sm"
                variant="default"
                onClick={() => props.onSend(id, other.id)}
              >
                {other.title || t("ranker.rest")}
              </Button>
            ))}
        </div>
      )}
      {!isFolded && hasMore(item) && (
        <div className="le-item-more">
          <ItemBody item={item} />
        </div>
      )}
    </li>
  );
}

function hasMore(item: ListItem | undefined): boolean {
  return item !== undefined && (item.body !== "" || item.html !== "");
}

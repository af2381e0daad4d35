/**
 * The board of a Ranker: cards to drag, or to move by keys. A key's move counts at once, so that
 * nothing is lost when somebody goes on without letting go; a drag counts when it is dropped.
 */
import { Button } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import {
  type KeyboardEvent,
  type PointerEvent as ReactPointerEvent,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { answerOf, isLocked, setAnswer } from "../../core/answers";
import { flag } from "../../core/attrs";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { acceptProposal } from "../../core/suggestions";
import { useControl, useEditor, useEditorState } from "../../ui/context";
import { Question } from "../../ui/Question";
import { useWords } from "../../ui/words";
import { BoardColumn } from "./BoardColumn";
import {
  type Board,
  complete,
  isOrderOnly,
  isSame,
  move,
  type Ranking,
  rankingOf,
  type Spot,
  spotOf,
} from "./board";
import { followDrag } from "./drag";
import { byDigit, towards } from "./steps";
import "../list/list.css";
import "./ranker.css";

/** What in a card has a use of its own for a press. */
const PRESSABLE = "a, button:not([data-grip]), input, audio, video, summary";

export function RankerTag({ tag }: TagProps) {
  const { plan } = useEditor();
  const t = useWords();
  const control = useControl(tag.name);
  const ranking = useMemo(() => control && rankingOf(control, plan), [control, plan]);
  if (!control || !ranking) return null;
  return (
    <Question control={control}>
      {ranking.items.size === 0 ? (
        <p className="le-notice">{t("list.none")}</p>
      ) : (
        <RankerBoard control={control} ranking={ranking} />
      )}
    </Question>
  );
}

function RankerBoard({ control, ranking }: { control: ControlPlan; ranking: Ranking }) {
  const editor = useEditor();
  const t = useWords();
  const hint = useId();
  const root = useRef<HTMLDivElement>(null);
  const answer = useEditorState((now) => answerOf(now, control)) as Board | null;
  const locked = useEditorState((now) => isLocked(now, control));
  const board = useMemo(() => complete(answer, ranking), [answer, ranking]);
  const [dragged, setDragged] = useState<{ item: string; board: Board } | null>(null);
  /** What the keys hold, and how the board was before. */
  const [held, setHeld] = useState<{ item: string; before: Board } | null>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const refocus = useRef<string | null>(null);

  const gripOf = (item: string): HTMLElement | null =>
    root.current?.querySelector(`[data-item="${CSS.escape(item)}"] [data-grip]`) ?? null;

  // A card that changes its column is another element; the focus goes with it.
  useLayoutEffect(() => {
    if (refocus.current === null) return;
    gripOf(refocus.current)?.focus();
    refocus.current = null;
  });

  const nameOf = (item: string): string => ranking.items.get(item)?.title || item;
  const say = (key: string, item: string, now: Board): void => {
    const spot = spotOf(now, ranking, item);
    const column = ranking.columns.find(({ id }) => id === spot?.column);
    editor.announce(key, {
      title: nameOf(item),
      place: (spot?.index ?? 0) + 1,
      count: now[spot?.column ?? ""]?.length ?? 0,
      column: column?.title || t("ranker.rest"),
    });
  };
  const put = (item: string, spot: Spot, joined: boolean): void => {
    const next = move(board, item, spot);
    if (isSame(next, board)) return;
    setAnswer(editor, control, next, joined);
    say("ranker.at", item, next);
  };

  const press = (item: string, event: ReactPointerEvent<HTMLElement>): void => {
    const { target, currentTarget, button, pointerType } = event;
    if (locked || button !== 0 || !root.current || !(target instanceof Element)) return;
    if (target.closest(PRESSABLE)) return;
    // A finger on a card scrolls the page; its grip is what a finger takes.
    if (pointerType === "touch" && !target.closest("[data-grip]")) return;
    let over = board;
    followDrag(event.nativeEvent, root.current, currentTarget, {
      start() {
        setHeld(null);
        setDragged({ item, board });
      },
      over(spot) {
        const next = move(over, item, spot);
        if (isSame(next, over)) return;
        over = next;
        setDragged({ item, board: next });
      },
      end(dropped, began) {
        setDragged(null);
        if (!began) gripOf(item)?.focus();
        // A finger taps the grip, then where the card belongs: columns may be a screen apart.
        if (!began && pointerType === "touch") {
          setHeld(held?.item === item ? null : { item, before: board });
        }
        if (!dropped || isSame(over, board)) return;
        setAnswer(editor, control, over);
        say("ranker.at", item, over);
      },
    });
  };

  const onKey = (item: string, event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const spot = spotOf(board, ranking, item);
    if (!spot) return;
    const taken = held?.item === item;
    const { key } = event;
    const used = (): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (key === " " || key === "Enter") {
      used();
      if (locked) return;
      setHeld(taken ? null : { item, before: board });
      say(taken ? "ranker.dropped" : "ranker.grabbed", item, board);
    } else if (key === "Escape" && held && taken) {
      used();
      refocus.current = item;
      if (!isSame(held.before, board)) setAnswer(editor, control, held.before);
      setHeld(null);
      say("ranker.back", item, held.before);
    } else if (/^\d$/.test(key) && !taken && !locked) {
      const goal = byDigit(key, board, ranking);
      if (!goal) return;
      used();
      // The hand goes on with the next one, so that a row of digits sorts a whole list.
      const next = isOrderOnly(ranking) ? item : neighbour(board, spot);
      refocus.current = next ?? item;
      put(item, goal, false);
      gripOf(refocus.current)?.focus();
    } else {
      const goal = towards(key, spot, board, ranking);
      if (goal || key.startsWith("Arrow")) used();
      if (!goal) return;
      if (taken) {
        refocus.current = item;
        put(item, goal, true);
      } else {
        const row = board[goal.column] ?? [];
        const other = row[Math.min(goal.index, row.length - 1)];
        if (other !== undefined) gripOf(other)?.focus();
      }
    }
  };

  const shown = dragged?.board ?? board;
  const foldable = flag(control.tag, "collapsible", true);
  return (
    <div className="le-board-frame">
      <Offer control={control} board={board} />
      <div
        ref={root}
        className={isOrderOnly(ranking) ? "le-board" : "le-board le-board-columns"}
        data-dragging={dragged !== null || undefined}
        data-uses-arrows
      >
        {ranking.columns.map((column) => (
          <BoardColumn
            key={column.id}
            column={column}
            ranking={ranking}
            ids={shown[column.id] ?? []}
            hint={hint}
            locked={locked}
            inHand={dragged?.item ?? held?.item ?? null}
            dragging={dragged !== null}
            folded={foldable ? folded : null}
            onFold={setFolded}
            onPress={press}
            onKey={onKey}
            onSend={(item, goal) => {
              setHeld(null);
              put(item, { column: goal, index: Number.POSITIVE_INFINITY }, false);
            }}
            onLeave={() => refocus.current === null && setHeld(null)}
          />
        ))}
      </div>
      <p id={hint} className="le-quiet le-board-hint">
        {t(isOrderOnly(ranking) ? "ranker.hintOrder" : "ranker.hint")}
      </p>
    </div>
  );
}

function neighbour(board: Board, { column, index }: Spot): string | undefined {
  const row = board[column] ?? [];
  return row[index + 1] ?? row[index - 1];
}

/** The order a model proposes, while it is another one. */
function Offer({ control, board }: { control: ControlPlan; board: Board }) {
  const editor = useEditor();
  const t = useWords();
  const proposal = useEditorState(({ document }) => document.proposals.get(control.name) ?? null);
  const locked = useEditorState((now) => isLocked(now, control));
  const untouched = useEditorState(({ document }) => {
    const origin = document.answers.get(control.name)?.origin;
    return origin === undefined || origin === "manual";
  });
  if (!proposal || locked || !untouched || isSame(proposal.value as Board, board)) return null;
  const score = proposal.score?.toFixed(2);
  return (
    <div className="le-board-offer">
      <IconSparkles size={16} stroke={1.75} aria-hidden="true" />
      <span>
        {score === undefined ? t("suggestions.modelPlain") : t("suggestions.model", { score })}
      </span>
      <Button
        size="compact-sm"
        variant="light"
        onClick={() => acceptProposal(editor, control.name)}
      >
        {t("details.accept")}
      </Button>
    </div>
  );
}

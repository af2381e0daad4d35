/** The tree and its search. Only the rows in sight are drawn; the tree takes all keys itself. */
import { ActionIcon, Button, CloseButton, TextInput } from "@mantine/core";
import { IconCheck, IconChevronRight, IconChevronUp, IconSearch } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { text } from "../../core/attrs";
import type { ControlPlan } from "../../core/plan";
import { useEditor, useEditorState } from "../../ui/context";
import { useNarrow } from "../../ui/useNarrow";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import { asPaths, canPick, pickEntry, picksOf } from "./answer";
import { type Entry, isMatch, keyOf, type Row, rowsOf, stepOf } from "./tree";
import type { Entries } from "./useEntries";
import { cssOf } from "./widths";

const ROW_HEIGHT = 32;
/** For fingers. */
const TALL_ROW = 44;
/** How many rows show at once; the half one says that there are more. */
const MOST_ROWS = 10.5;

interface TreeBoxProps {
  readonly control: ControlPlan;
  readonly tree: Entries;
  readonly onClose: () => void;
}

export function TreeBox({
  control,
  tree: { entries, isRemote, roots, load },
  onClose,
}: TreeBoxProps) {
  const editor = useEditor();
  const t = useWords();
  const id = useId();
  const [narrow, ref] = useNarrow();
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<string>>(() => startOpen(entries));
  const [active, setActive] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const tree = useRef<HTMLDivElement>(null);
  const words = search.trim().toLowerCase();
  const rows = useMemo(() => rowsOf(entries, opened, words), [entries, opened, words]);
  const picks = useEditorState((now) => picksOf(now, control));
  const picked = useMemo(() => new Set(asPaths(picks).map(keyOf)), [picks]);
  const proposal = useProposal(control);
  const proposed = useMemo(
    () => new Set(Array.isArray(proposal?.value) ? proposal.value.map(keyOf) : []),
    [proposal],
  );
  // What is active may have gone out of sight: then the first match is, or the first row.
  const found = rows.findIndex(({ entry }) => entry.key === active);
  const at =
    found >= 0
      ? found
      : Math.max(
          0,
          rows.findIndex(({ entry }) => isMatch(entry, words)),
        );

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => tree.current,
    estimateSize: () => (narrow ? TALL_ROW : ROW_HEIGHT),
    overscan: 6,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtual.measure(), [virtual, narrow]);
  useEffect(() => virtual.scrollToIndex(at, { align: "auto" }), [virtual, at]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for when the tree is opened
  useEffect(() => {
    if (isRemote) load(null);
  }, [isRemote]);

  const find = (typed: string): void => {
    setSearch(typed);
    const lower = typed.trim().toLowerCase();
    setActive(entries.find((entry) => isMatch(entry, lower))?.key ?? active);
  };
  const fold = (entry: Entry): void => {
    const next = new Set(opened);
    setActive(entry.key);
    // What could not be had is asked for again, and stays open.
    if (entry.branch === "unasked" || entry.branch === "failed") load(entry);
    if (entry.branch === "failed" || !next.delete(entry.key)) next.add(entry.key);
    setOpened(next);
  };
  const take = (entry: Entry): void => {
    setActive(entry.key);
    if (canPick(control, entry)) pickEntry(editor, control, entry);
    else fold(entry);
  };
  const stepBack = (): void => {
    if (search === "") onClose();
    else find("");
  };
  const onFieldKey = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = rows[at];
    if (event.key === "ArrowDown") tree.current?.focus();
    else if (event.key === "Enter" && row) take(row.entry);
    else if (event.key === "Escape") stepBack();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onTreeKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const row = rows[at];
    const step = stepOf(key, rows, at);
    // Letters and deleting belong to the search; the key reaches it once the focus is there.
    const types = (key.length === 1 && key !== " ") || key === "Backspace";
    if (key === "ArrowUp" && at === 0) field.current?.focus();
    else if (step && "go" in step) setActive(entries[step.go]?.key ?? "");
    else if (step) {
      const entry = entries[step.fold];
      if (entry) fold(entry);
    } else if ((key === " " || key === "Enter") && row) take(row.entry);
    else if (key === "Escape") stepBack();
    else if (types) field.current?.focus();
    else if (!key.startsWith("Arrow")) return;
    if (!types) event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={ref}
      className="le-treebox"
      style={cssOf({ width: text(control.tag, "dropdownWidth") })}
    >
      <div className="le-treebox-head">
        <TextInput
          ref={field}
          size="xs"
          value={search}
          placeholder={t("taxonomy.search")}
          aria-label={t("taxonomy.search")}
          leftSection={<IconSearch size={14} />}
          rightSection={search !== "" && <CloseButton size="xs" onClick={() => find("")} />}
          onChange={(event) => find(event.currentTarget.value)}
          onKeyDown={onFieldKey}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("taxonomy.close")}
          aria-expanded
          onClick={onClose}
          onKeyDown={({ key }) => key === "Escape" && onClose()}
        >
          <IconChevronUp size={16} />
        </ActionIcon>
      </div>
      {roots?.state === "failed" && (
        <div className="le-treebox-failed" role="alert">
          <span>{t("taxonomy.failed", { reason: roots.message })}</span>
          <Button size="xs" variant="default" flex="none" onClick={() => load(null)}>
            {t("image.retry")}
          </Button>
        </div>
      )}
      {roots?.state === "loading" && (
        <p className="le-quiet le-treebox-none" role="status">
          {t("taxonomy.loading")}
        </p>
      )}
      {rows.length === 0 && roots === null && (
        <p className="le-quiet le-treebox-none">{t("taxonomy.none")}</p>
      )}
      <div
        ref={tree}
        className="le-tree"
        role="tree"
        tabIndex={0}
        aria-label={control.name}
        aria-multiselectable="true"
        aria-activedescendant={rows[at] && `${id}-${rows[at].entry.index}`}
        style={{ height: Math.min(rows.length, MOST_ROWS) * (narrow ? TALL_ROW : ROW_HEIGHT) }}
        onKeyDown={onTreeKey}
      >
        <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = rows[index];
            if (!row) return null;
            const { key } = row.entry;
            return (
              <TreeRow
                key={key}
                id={`${id}-${row.entry.index}`}
                row={row}
                top={start}
                height={size}
                active={index === at}
                picked={canPick(control, row.entry) ? picked.has(key) : null}
                proposed={proposed.has(key)}
                words={words}
                onFold={fold}
                onTake={take}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A small tree is open from the start; of a large one the roots show. */
function startOpen(entries: readonly Entry[]): Set<string> {
  const all = entries.length <= 20 || entries.filter(({ depth }) => depth === 0).length === 1;
  const small = entries.length <= 20;
  const open = entries.filter(
    ({ depth, branch }) => all && branch === null && (small || depth === 0),
  );
  return new Set(open.map(({ key }) => key));
}

interface TreeRowProps {
  readonly id: string;
  readonly row: Row;
  readonly top: number;
  readonly height: number;
  readonly active: boolean;
  /** Null for an entry that only opens. */
  readonly picked: boolean | null;
  readonly proposed: boolean;
  readonly words: string;
  readonly onFold: (entry: Entry) => void;
  readonly onTake: (entry: Entry) => void;
}

function TreeRow({ id, row, top, height, active, picked, proposed, words, ...on }: TreeRowProps) {
  const t = useWords();
  const { entry, open } = row;
  const names = ["le-node"];
  if (active) names.push("le-node-active");
  if (picked) names.push("le-choice-chosen");
  if (proposed) names.push("le-proposed");
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the tree has the focus
    <div
      id={id}
      className={names.join(" ")}
      role="treeitem"
      aria-level={entry.depth + 1}
      aria-posinset={entry.nth}
      aria-setsize={entry.siblings}
      aria-expanded={entry.leaf ? undefined : open}
      aria-checked={picked ?? undefined}
      aria-selected={picked ?? false}
      title={entry.hint || undefined}
      style={{
        transform: `translateY(${top}px)`,
        height,
        paddingInlineStart: entry.depth * 20 + 4,
      }}
      onClick={() => on.onTake(entry)}
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys open and close */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a larger target for the pointer */}
      <span
        className={entry.leaf ? "le-node-fold" : "le-node-fold le-node-folds"}
        onClick={(event) => {
          if (entry.leaf) return;
          event.stopPropagation();
          on.onFold(entry);
        }}
      >
        {!entry.leaf && <IconChevronRight size={14} stroke={2} data-open={open || undefined} />}
      </span>
      {picked !== null && (
        <span className="le-tick" aria-hidden="true">
          {picked && <IconCheck size={12} stroke={3} />}
        </span>
      )}
      {entry.color !== "" && (
        <span className="le-node-dot" style={{ background: entry.color }} aria-hidden="true" />
      )}
      <span className="le-node-name">
        <Marked name={entry.value} words={words} />
      </span>
      {open && entry.branch === "loading" && (
        <span className="le-quiet le-node-note">{t("taxonomy.loading")}</span>
      )}
      {open && entry.branch === "failed" && (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the right arrow asks again
        // biome-ignore lint/a11y/noStaticElementInteractions: the tree has the focus
        <span
          className="le-node-note le-node-failed"
          onClick={(event) => {
            event.stopPropagation();
            on.onFold(entry);
          }}
        >
          {t("taxonomy.failedBranch")}
        </span>
      )}
    </div>
  );
}

function Marked({ name, words }: { name: string; words: string }) {
  const at = words === "" ? -1 : name.toLowerCase().indexOf(words);
  if (at < 0) return name;
  return (
    <>
      {name.slice(0, at)}
      <mark>{name.slice(at, at + words.length)}</mark>
      {name.slice(at + words.length)}
    </>
  );
}

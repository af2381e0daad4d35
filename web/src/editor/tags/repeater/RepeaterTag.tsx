/** What a Repeater repeats: one under the other, or in pages with a bar to turn them. */
import { ActionIcon, NativeSelect, Tooltip } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { printKey } from "../../core/keys";
import type { TagProps } from "../../core/registry";
import type { BoundTag } from "../../language";
import { useEditor, useEditorState, useLayout } from "../../ui/context";
import { TagViews } from "../../ui/TagView";
import { useWords } from "../../ui/words";
import { entriesOf, entryWith, isPaged, PAGE_SIZES, pagingOf, showEntry, turn } from "./pages";
import "./repeater.css";

export function RepeaterTag({ tag }: TagProps) {
  const t = useWords();
  const entries = useMemo(() => entriesOf(tag), [tag]);
  const inDetails = useLayout().details.includes(tag);
  if (entries.length === 0) return <p className="le-quiet">{t("pages.none")}</p>;
  if (isPaged(tag)) return <Pages tag={tag} entries={entries} inDetails={inDetails} />;
  return (
    <div className="le-repeater">
      {entries.map((tags, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the task's list
        <div key={index} className="le-entry">
          <TagViews tags={tags} inDetails={inDetails} />
        </div>
      ))}
    </div>
  );
}

interface PagesProps extends TagProps {
  readonly entries: readonly BoundTag[][];
  readonly inDetails: boolean;
}

function Pages({ tag, entries, inDetails }: PagesProps) {
  const editor = useEditor();
  const t = useWords();
  const { first, size } = useEditorState((now) => pagingOf(now, tag));
  const object = useEditorState(({ selected }) => selected[0]?.object ?? null);
  const page = Math.floor(first / size);
  const pages = Math.ceil(entries.length / size);

  // The page follows the selection: a region picked from the list is brought in sight.
  useEffect(() => {
    const entry = object === null ? -1 : entryWith(tag, object);
    if (entry >= 0) showEntry(editor, tag, entry);
  }, [editor, tag, object]);

  const turner = (by: 1 | -1, id: string, words: string) => {
    const [key] = editor.commands.keys(id);
    return (
      <Tooltip label={key ? `${words}  ${printKey(key)}` : words}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words}
          disabled={by < 0 ? page === 0 : page === pages - 1}
          onClick={() => turn(editor, tag, by)}
        >
          {by < 0 ? <IconChevronLeft size={18} /> : <IconChevronRight size={18} />}
        </ActionIcon>
      </Tooltip>
    );
  };
  return (
    <div className="le-repeater">
      {entries.slice(first, first + size).map((tags, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the task's list
        <div key={first + index} className="le-entry">
          <TagViews tags={tags} inDetails={inDetails} />
        </div>
      ))}
      {entries.length > 1 && (
        <nav className="le-pages" aria-label={t("pages.title")}>
          {turner(-1, "repeater.previous-page", t("command.previousPage"))}
          <span className="le-pages-at">{t("pages.at", { page: page + 1, pages })}</span>
          {turner(1, "repeater.next-page", t("command.nextPage"))}
          <NativeSelect
            size="sm"
            aria-label={t("pages.size")}
            value={String(size)}
            data={PAGE_SIZES.map((each) => ({
              value: String(each),
              label: t("pages.each", { count: each }),
            }))}
            onChange={(event) => showEntry(editor, tag, first, Number(event.currentTarget.value))}
          />
        </nav>
      )}
    </div>
  );
}

/** The selected region: its label, its place, the questions about it, a note. */
import { ActionIcon, Button, Textarea, Tooltip } from "@mantine/core";
import {
  IconCheck,
  IconCopy,
  IconLink,
  IconLock,
  IconLockOpen,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Region } from "../../core/document";
import { printKey } from "../../core/keys";
import { colourOf, nameOf, setNote } from "../../core/labeling";
import { isSuggestion } from "../../core/suggestions";
import { useEditor, useEditorState, useLayout } from "../context";
import { Key } from "../Key";
import { TagViews } from "../TagView";
import { useWords } from "../words";

export function DetailsPanel() {
  const editor = useEditor();
  const t = useWords();
  const selection = useEditorState(({ session }) => session.selection);
  const region = useEditorState(({ selected }) => selected[0]);
  if (!region) return null;
  const many = selection.length > 1;
  return (
    <section className="le-panel le-panel-details" aria-label={t("details.title")}>
      <header className="le-panel-head">
        {many ? (
          <h2>{t("details.many", { count: selection.length })}</h2>
        ) : (
          <>
            <span
              className="le-swatch"
              style={
                {
                  "--le-color": colourOf(editor, region) ?? "var(--le-line-strong)",
                } as React.CSSProperties
              }
            />
            <h2>{nameOf(editor, region)}</h2>
          </>
        )}
        <span className="le-grow" />
        <Actions region={region} />
      </header>
      {!many && <One key={region.id} region={region} />}
    </section>
  );
}

function Actions({ region }: { region: Region }) {
  const editor = useEditor();
  const t = useWords();
  const offered = useEditorState((now) => isSuggestion(now, region.id));
  if (editor.readOnly) return null;
  if (offered) {
    const [key] = editor.commands.keys("suggestion.accept");
    return (
      <>
        <Button
          size="compact-xs"
          leftSection={<IconCheck size={14} />}
          rightSection={<Key of={key} />}
          onClick={() => editor.commands.run("suggestion.accept")}
        >
          {t("details.accept")}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("details.dismiss")}
          onClick={() => editor.commands.run("region.delete")}
        >
          <IconX size={16} />
        </ActionIcon>
      </>
    );
  }
  const { locked } = region;
  const buttons = [
    [
      "region.lock",
      t(locked ? "details.unlock" : "details.lock"),
      locked ? IconLock : IconLockOpen,
    ],
    ["region.relation", t("details.relate"), IconLink],
    ["region.duplicate", t("details.duplicate"), IconCopy],
    ["region.delete", t("details.delete"), IconTrash],
  ] as const;
  return buttons.map(([id, words, Icon]) => {
    const [key] = editor.commands.keys(id);
    return (
      <Tooltip key={id} label={key ? `${words}  ${printKey(key)}` : words}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={words}
          onClick={() => editor.commands.run(id)}
        >
          <Icon size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
    );
  });
}

/** The first field about the region: in the details, or in its row of the list. */
function focusAnswers(details: HTMLElement | null): void {
  const row = document.querySelector(".le-slot:has(> .le-row-selected) .le-row-answers");
  const [first] = [details, row].flatMap((place) => [
    ...(place?.querySelectorAll<HTMLElement>("input, textarea, button:not([tabindex='-1'])") ?? []),
  ]);
  first?.focus();
}

function One({ region }: { region: Region }) {
  const editor = useEditor();
  const t = useWords();
  const { details } = useLayout();
  const answers = useRef<HTMLDivElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const focus = useEditorState(({ session }) => session.focus);
  const where = editor.registry.kind(region.kind).describe(region.geometry);

  useEffect(() => {
    if (focus === null) return;
    if (focus === "note") note.current?.focus();
    else focusAnswers(answers.current);
    editor.update({ focus: null });
  }, [editor, focus]);

  return (
    <>
      <p className="le-quiet le-details-where">
        {where}
        <span> · {t(`details.origin.${region.origin}`)}</span>
        {region.score !== null && <span> · {region.score.toFixed(2)}</span>}
      </p>
      {details.length > 0 && (
        <div ref={answers} className="le-details-answers">
          <TagViews tags={details} inDetails />
        </div>
      )}
      <Textarea
        ref={note}
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        aria-label={t("details.note")}
        placeholder={t("details.notePlaceholder")}
        value={region.note.join("\n")}
        disabled={editor.readOnly || region.locked}
        onChange={(event) => setNote(editor, region, event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" || (event.key === "Enter" && !event.shiftKey)) {
            event.preventDefault();
            event.currentTarget.blur();
          }
        }}
      />
    </>
  );
}

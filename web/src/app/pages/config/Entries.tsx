/** The labels, choices or shortcuts of a control as rows: text, color, key, alias; add and move. */
import { ActionIcon, Button, ColorInput, Group, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconGripVertical, IconPlus, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outline } from "@/api/types";
import type { TagSpec } from "./catalogue";
import { type Path, written } from "./changes";
import { Field } from "./Field";
import type { Edit } from "./VisualEditor";
import classes from "./VisualEditor.module.css";

interface EntriesProps {
  tag: Outline;
  path: Path;
  entry: string;
  spec: TagSpec | undefined;
  onEdit: Edit;
}

export function Entries({ tag, path, entry, spec, onEdit }: EntriesProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const dragged = useRef<number | null>(null);
  const [over, setOver] = useState<number | null>(null);
  const [focused, setFocused] = useState<number | null>(null);
  const [added, setAdded] = useState("");
  const [pasting, setPasting] = useState(false);
  const rows = tag.children.flatMap((child, index) =>
    child.tag === entry ? [{ child, index }] : [],
  );
  const color = (tag.tag === "Taxonomy" ? ["color"] : ["background"]).find(
    (name) => spec && name in spec.attributes,
  );

  // What was moved by keys keeps the focus where it went.
  useEffect(() => {
    if (focused === null) return;
    list.current?.querySelector<HTMLInputElement>(`[data-entry="${focused}"] [data-text]`)?.focus();
    setFocused(null);
  }, [focused]);

  function add(lines: string): void {
    const values = lines.split(/\r?\n/).flatMap((line) => (line.trim() ? [line.trim()] : []));
    if (values.length === 0) return;
    const tags = values.map((value) => ({ tag: entry, attributes: { value }, children: [] }));
    onEdit({ op: "insert", path: [...path], index: tag.children.length, tags });
    setAdded("");
  }

  function move(from: number, to: number): void {
    if (to < 0 || to >= tag.children.length || to === from) return;
    onEdit({ op: "move", path: [...path, from], index: to });
  }

  function keys(event: KeyboardEvent, place: number): void {
    const to = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    const row = rows[place];
    const beside = rows[place + to];
    if (!event.altKey || to === 0 || !row || !beside) return;
    event.preventDefault();
    // What was typed goes first: leaving the field hands it on.
    if (event.target instanceof HTMLElement) event.target.blur();
    move(row.index, beside.index);
    setFocused(beside.index);
  }

  const set = (index: number, attribute: string, value: string | null) =>
    onEdit({ op: "set", path: [...path, index], attribute, value });

  return (
    <div>
      <ul ref={list} className={classes.entries} aria-label={t("config.entries", { tag: entry })}>
        {rows.map(({ child, index }, place) => (
          <li
            key={index}
            data-entry={index}
            data-over={over === index || undefined}
            className={classes.entry}
            onDragOver={(event) => {
              if (dragged.current === null) return;
              event.preventDefault();
              setOver(index);
            }}
            onDrop={(event) => {
              event.preventDefault();
              if (dragged.current !== null) move(dragged.current, index);
              dragged.current = null;
              setOver(null);
            }}
          >
            <Tooltip label={t("config.drag")}>
              {/* The keys for moving are Alt with an arrow, in the row's field. */}
              <span
                className={classes.grip}
                draggable
                aria-hidden
                onDragStart={() => {
                  dragged.current = index;
                }}
                onDragEnd={() => {
                  dragged.current = null;
                  setOver(null);
                }}
              >
                <IconGripVertical size={16} />
              </span>
            </Tooltip>
            {color ? (
              <ColorInput
                className={classes.color}
                size="xs"
                aria-label={t("config.colorOf", { name: written(child, "value") })}
                value={written(child, color) ?? ""}
                withEyeDropper={false}
                popoverProps={{ withinPortal: true }}
                onChangeEnd={(value) => set(index, color, value || null)}
              />
            ) : null}
            <Field
              flex={2}
              size="xs"
              data-text
              aria-label={t("config.textOf", { number: place + 1 })}
              value={written(child, "value") ?? ""}
              onKeyDown={(event) => keys(event, place)}
              onCommit={(value) => set(index, "value", value)}
            />
            {spec && "hotkey" in spec.attributes ? (
              <Field
                w={64}
                size="xs"
                placeholder={t("config.key")}
                aria-label={t("config.keyOf", { name: written(child, "value") })}
                value={written(child, "hotkey") ?? ""}
                onCommit={(value) => set(index, "hotkey", value || null)}
              />
            ) : null}
            {spec && "alias" in spec.attributes ? (
              <Field
                flex={1}
                size="xs"
                placeholder={t("config.alias")}
                aria-label={t("config.aliasOf", { name: written(child, "value") })}
                value={written(child, "alias") ?? ""}
                onCommit={(value) => set(index, "alias", value || null)}
              />
            ) : null}
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("config.remove", { tag: entry, name: written(child, "value") ?? "" })}
              onClick={() => onEdit({ op: "remove", path: [...path, index] })}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {pasting ? (
        <Textarea
          autosize
          minRows={4}
          maxRows={12}
          data-autofocus
          label={t("config.pasteMany")}
          description={t("config.pasteHelp")}
          value={added}
          onChange={(event) => setAdded(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          size="xs"
          leftSection={<IconPlus size={14} aria-hidden />}
          placeholder={t("config.addEntry", { tag: entry })}
          aria-label={t("config.addEntry", { tag: entry })}
          value={added}
          onChange={(event) => setAdded(event.currentTarget.value)}
          onPaste={(event) => {
            const text = event.clipboardData.getData("text");
            if (!text.includes("\n")) return;
            event.preventDefault();
            add(text);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") add(added);
          }}
        />
      )}
      <Group gap={4} mt={4}>
        {pasting ? (
          <Button
            size="compact-xs"
            onClick={() => {
              add(added);
              setPasting(false);
            }}
          >
            {t("config.addAll")}
          </Button>
        ) : null}
        <Button size="compact-xs" variant="subtle" onClick={() => setPasting(!pasting)}>
          {t(pasting ? "action.cancel" : "config.pasteMany")}
        </Button>
      </Group>
    </div>
  );
}

/**
 * What is picked, as chips; under them the tree, with a search over it. A Taxonomy that labels
 * regions stands among the labels, its tree over the stage.
 */
import { ActionIcon, Button, Popover } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useMemo, useRef, useState } from "react";
import { isLocked } from "../../core/answers";
import { flag, text } from "../../core/attrs";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { useControl, useEditor, useEditorState, useLayout } from "../../ui/context";
import { Question } from "../../ui/Question";
import { useWords } from "../../ui/words";
import { UnknownTag } from "../unknown/UnknownTag";
import { asPaths, dropPath, picksOf, separatorOf } from "./answer";
import { TreeBox } from "./TreeBox";
import { keyOf } from "./tree";
import { useEntries } from "./useEntries";
import { cssOf } from "./widths";
import "./taxonomy.css";

export function TaxonomyTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  if (!control) return <UnknownTag tag={{ ...tag, children: [] }} />;
  if (control.labels) return <Answer control={control} />;
  return (
    <Question control={control}>
      <Answer control={control} />
    </Question>
  );
}

function Answer({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const { tag } = control;
  const tree = useEntries(tag);
  const { entries, isRemote } = tree;
  const byKey = useMemo(() => new Map(entries.map((entry) => [entry.key, entry])), [entries]);
  const picks = useEditorState((now) => picksOf(now, control));
  const paths = useMemo(() => asPaths(picks), [picks]);
  const locked = useEditorState((now) => (control.labels ? now.readOnly : isLocked(now, control)));
  const { mode, hasRegions } = useLayout();
  // Where the form has the page to itself the tree is open from the start.
  const [open, setOpen] = useState(mode !== "stage" && !hasRegions && !control.labels);
  const opener = useRef<HTMLButtonElement>(null);
  const separator = separatorOf(tag);

  const close = (): void => {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const openButton = (
    <Button
      ref={opener}
      className="le-taxonomy-open"
      variant="default"
      size="sm"
      aria-expanded={open}
      onClick={() => setOpen(!open)}
    >
      {text(tag, "placeholder") || t("taxonomy.choose")}
    </Button>
  );
  const box = <TreeBox control={control} tree={tree} onClose={close} />;
  const width = { minWidth: text(tag, "minWidth"), maxWidth: text(tag, "maxWidth") };
  return (
    <div
      className={control.labels ? "le-taxonomy le-taxonomy-labels" : "le-taxonomy"}
      style={cssOf(width)}
    >
      {paths.length > 0 && (
        <ul className="le-picks" aria-label={t("taxonomy.picked")}>
          {paths.map((path) => {
            const names = byKey.get(keyOf(path))?.names ?? path;
            const full = names.join(separator);
            const name = flag(tag, "showFullPath") ? full : (names.at(-1) ?? "");
            return (
              <li key={keyOf(path)} className="le-pick" title={full}>
                <span className="le-pick-name">{name}</span>
                {!locked && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="sm"
                    aria-label={t("taxonomy.remove", { name: full })}
                    onClick={() => dropPath(editor, control, path, full)}
                  >
                    <IconX size={14} />
                  </ActionIcon>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {entries.length === 0 && !isRemote ? (
        <p className="le-quiet">{t("choices.none")}</p>
      ) : locked ? null : control.labels ? (
        <Popover
          opened={open}
          onChange={setOpen}
          position="bottom-start"
          width={380}
          shadow="md"
          radius="md"
          trapFocus
          closeOnEscape={false}
          withinPortal={false}
        >
          <Popover.Target>{openButton}</Popover.Target>
          <Popover.Dropdown p={0} className="le-taxonomy-over">
            {box}
          </Popover.Dropdown>
        </Popover>
      ) : open ? (
        box
      ) : (
        openButton
      )}
    </div>
  );
}

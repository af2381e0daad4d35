/** What is picked, as chips; under them the tree, with a search over it. */
import { ActionIcon, Button } from "@mantine/core";
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
import { dropPath, pathsOf, separatorOf } from "./answer";
import { TreeBox } from "./TreeBox";
import { keyOf, readTree } from "./tree";
import { cssOf } from "./widths";
import "./taxonomy.css";

export function TaxonomyTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  if (!control) return <UnknownTag tag={{ ...tag, children: [] }} />;
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
  const entries = useMemo(() => readTree(tag), [tag]);
  const byKey = useMemo(
    () => new Map(entries.map((entry) => [keyOf(entry.path), entry])),
    [entries],
  );
  const paths = useEditorState((now) => pathsOf(now, control));
  const locked = useEditorState((now) => isLocked(now, control));
  const { mode, hasRegions } = useLayout();
  // Where the form has the page to itself the tree is open from the start.
  const [open, setOpen] = useState(mode !== "stage" && !hasRegions);
  const opener = useRef<HTMLButtonElement>(null);
  const separator = separatorOf(tag);

  const close = (): void => {
    setOpen(false);
    requestAnimationFrame(() => opener.current?.focus());
  };
  const width = { minWidth: text(tag, "minWidth"), maxWidth: text(tag, "maxWidth") };
  return (
    <div className="le-taxonomy" style={cssOf(width)}>
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
      {entries.length === 0 ? (
        <p className="le-quiet">{t("choices.none")}</p>
      ) : open && !locked ? (
        <TreeBox control={control} entries={entries} onClose={close} />
      ) : (
        !locked && (
          <Button
            ref={opener}
            className="le-taxonomy-open"
            variant="default"
            size="sm"
            aria-expanded={false}
            onClick={() => setOpen(true)}
          >
            {text(tag, "placeholder") || t("taxonomy.choose")}
          </Button>
        )
      )}
    </div>
  );
}

/** The labels along the edge of the stage: name, key, how often used; a search when there are many. */
import { CloseButton, TextInput, Tooltip } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { flag } from "../../core/attrs";
import { optionsShown } from "../../core/filters";
import { pickLabel } from "../../core/labeling";
import { optionCommandId } from "../../core/options";
import type { ControlPlan, Option } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { inkOn } from "../../kernels/color";
import { useControl, useEditor, useEditorState } from "../../ui/context";
import { Key } from "../../ui/Key";
import { TagViews } from "../../ui/TagView";
import { useWords } from "../../ui/words";
import "./labels.css";

const SEARCH_FROM = 21;

export function LabelsBar({ tag }: TagProps) {
  const control = useControl(tag.name);
  return control ? <Bar control={control} /> : null;
}

function Bar({ control }: { control: ControlPlan }) {
  const t = useWords();
  const [search, setSearch] = useState("");
  const filter = useEditorState(({ session }) => session.filters[control.name]);
  const options = useMemo(() => {
    const words = search.trim().toLowerCase();
    const shown = optionsShown(control, filter);
    return words === "" ? shown : shown.filter(({ value }) => value.toLowerCase().includes(words));
  }, [control, search, filter]);
  const column = !flag(control.tag, "showInline", true);
  const others = control.tag.children.filter(({ tag }) => tag !== "Label");

  return (
    <fieldset
      className={column ? "le-labels le-labels-column" : "le-labels"}
      aria-label={t("labels.group")}
    >
      {control.options.length >= SEARCH_FROM && (
        <TextInput
          className="le-labels-search"
          size="xs"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t("labels.search")}
          aria-label={t("labels.search")}
          leftSection={<IconSearch size={14} />}
          rightSection={search !== "" && <CloseButton size="xs" onClick={() => setSearch("")} />}
        />
      )}
      <TagViews tags={others} />
      <div className="le-labels-list">
        {options.map((option) => (
          <LabelChip key={option.stored} control={control} option={option} />
        ))}
        {options.length === 0 && <span className="le-quiet">{t("labels.none")}</span>}
      </div>
    </fieldset>
  );
}

function LabelChip({ control, option }: { control: ControlPlan; option: Option }) {
  const editor = useEditor();
  const [key] = editor.commands.keys(optionCommandId(control.name, option));
  const state = useEditorState(({ session, selected }) => {
    const chosen = selected.filter(({ answers }) => {
      const labels = answers[control.name];
      return Array.isArray(labels) && labels.includes(option.stored);
    });
    if (selected.length > 0) return chosen.length > 0 ? "chosen" : "";
    return session.armed[control.name]?.includes(option.stored) ? "armed" : "";
  });
  const chip = (
    <button
      type="button"
      className={`le-label ${state ? `le-label-${state}` : ""}`}
      style={{ "--le-color": option.color, "--le-ink": inkOn(option.color) } as React.CSSProperties}
      aria-pressed={state !== ""}
      disabled={editor.readOnly}
      onClick={() => pickLabel(editor, control, option.stored)}
    >
      <span className="le-label-name">{option.value}</span>
      <Key of={key} />
    </button>
  );
  return option.hint === "" ? chip : <Tooltip label={option.hint}>{chip}</Tooltip>;
}

/** Choices as rows to press, as large keys on a card, or as a list to open. */
import { MultiSelect, Select, Tooltip } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { answerOf, isLocked, setAnswer } from "../../core/answers";
import { flag, text } from "../../core/attrs";
import { optionsShown } from "../../core/filters";
import { optionCommandId, pickChoice } from "../../core/options";
import type { ControlPlan, Option } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { useControl, useEditor, useEditorState, useLayout } from "../../ui/context";
import { Key } from "../../ui/Key";
import { Question } from "../../ui/Question";
import { TagViews } from "../../ui/TagView";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import "./choices.css";

const NONE: readonly string[] = [];

function useChosen(control: ControlPlan): readonly string[] {
  return useEditorState((editor) => {
    const answer = answerOf(editor, control);
    return Array.isArray(answer) ? (answer as readonly string[]) : NONE;
  });
}

export function ChoicesTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  const t = useWords();
  if (!control) return null;
  const others = tag.children.filter(({ tag: name }) => name !== "Choice");
  return (
    <Question control={control}>
      <TagViews tags={others} />
      {control.options.length === 0 ? (
        <p className="le-quiet">{t("choices.none")}</p>
      ) : text(tag, "layout") === "select" ? (
        <ChoiceSelect control={control} />
      ) : (
        <ChoiceList control={control} />
      )}
    </Question>
  );
}

function ChoiceList({ control }: { control: ControlPlan }) {
  const card = useLayout().mode === "card";
  const inline = flag(control.tag, "showInline", text(control.tag, "layout") === "inline");
  const chosen = useChosen(control);
  const filter = useEditorState(({ session }) => session.filters[control.name]);
  const names = ["le-choices", card ? "le-choices-keys" : "", inline ? "le-choices-inline" : ""];
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label
    <div
      className={names.filter(Boolean).join(" ")}
      role={control.multiple ? "group" : "radiogroup"}
      aria-label={control.name}
    >
      {optionsShown(control, filter).map((option) => (
        <ChoiceButton
          key={option.stored}
          control={control}
          option={option}
          chosen={chosen.includes(option.stored)}
        />
      ))}
    </div>
  );
}

interface ChoiceButtonProps {
  readonly control: ControlPlan;
  readonly option: Option;
  readonly chosen: boolean;
}

function ChoiceButton({ control, option, chosen }: ChoiceButtonProps) {
  const editor = useEditor();
  const [key] = editor.commands.keys(optionCommandId(control.name, option));
  const proposal = useProposal(control);
  const locked = useEditorState((now) => isLocked(now, control));
  const proposed = Array.isArray(proposal?.value) && proposal.value.includes(option.stored);
  const names = ["le-choice", chosen ? "le-choice-chosen" : "", proposed ? "le-proposed" : ""];
  const button = (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles can be checked
    <button
      type="button"
      role={control.multiple ? "checkbox" : "radio"}
      aria-checked={chosen}
      disabled={locked}
      className={names.filter(Boolean).join(" ")}
      style={option.path.length > 1 ? { marginInlineStart: (option.path.length - 1) * 24 } : {}}
      onClick={() => pickChoice(editor, control, option)}
    >
      <span className={control.multiple ? "le-tick" : "le-tick le-tick-round"} aria-hidden="true">
        {chosen && control.multiple && <IconCheck size={12} stroke={3} />}
      </span>
      <span className="le-choice-name">{option.value}</span>
      {proposed && proposal?.score != null && (
        <span className="le-score">{proposal.score.toFixed(2)}</span>
      )}
      <Key of={key} />
    </button>
  );
  return option.hint === "" ? button : <Tooltip label={option.hint}>{button}</Tooltip>;
}

function ChoiceSelect({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const chosen = useChosen(control);
  const locked = useEditorState((now) => isLocked(now, control));
  const data = control.options.map(({ stored, value }) => ({ value: stored, label: value }));
  const shared = {
    data,
    disabled: locked,
    searchable: data.length > 8,
    clearable: true,
    placeholder: t("choices.select"),
    "aria-label": control.name,
  };
  const set = (stored: readonly string[]): void => {
    const order = control.options.map((option) => option.stored);
    setAnswer(
      editor,
      control,
      [...stored].sort((a, b) => order.indexOf(a) - order.indexOf(b)),
    );
  };
  return control.multiple ? (
    <MultiSelect {...shared} value={[...chosen]} onChange={set} />
  ) : (
    <Select
      {...shared}
      value={chosen[0] ?? null}
      onChange={(value) => set(value === null ? [] : [value])}
    />
  );
}

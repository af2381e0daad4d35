/** One choice to press, with its key. */
import { Tooltip } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { style } from "../../core/attrs";
import { keyOfPick, type Pick, pickChoice, picksIn, within } from "../../core/choosing";
import { optionCommandId } from "../../core/options";
import type { ControlPlan, Option } from "../../core/plan";
import { useEditor, useEditorState } from "../../ui/context";
import { Key } from "../../ui/Key";
import { useAnswer } from "../../ui/useAnswer";
import { useProposal } from "../../ui/useProposal";
import { Face } from "./Face";

interface ChoiceButtonProps {
  readonly control: ControlPlan;
  readonly option: Option;
}

function includes(picks: readonly Pick[], { key }: Option): boolean {
  return picks.some((pick) => keyOfPick(pick) === key);
}

export function ChoiceButton({ control, option }: ChoiceButtonProps) {
  const editor = useEditor();
  const { value, locked, region } = useAnswer(control);
  const proposal = useProposal(control);
  const [key] = editor.commands.keys(optionCommandId(control.name, option));
  const picks = picksIn(value);
  const chosen = includes(picks, option);
  const partly =
    control.multiple &&
    option.tag.children.length > 0 &&
    !chosen &&
    picks.length > 0 &&
    within(control, option).some((inner) => includes(picks, inner));
  const proposed = includes(picksIn(proposal?.value), option);
  // Tab leads to the chosen one of a radio group, or to its first.
  const filtered = useEditorState(({ session }) => control.name in session.filters);
  const first = filtered || (picks.length > 0 ? chosen : control.options[0] === option);
  const names = ["le-choice", chosen ? "le-choice-chosen" : "", proposed ? "le-proposed" : ""];
  const button = (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles can be checked
    <button
      type="button"
      role={control.multiple ? "checkbox" : "radio"}
      aria-checked={partly ? "mixed" : chosen}
      tabIndex={control.multiple || first ? 0 : -1}
      disabled={locked}
      className={names.filter(Boolean).join(" ")}
      style={style(option.tag)}
      onClick={() => pickChoice(editor, control, option, region())}
    >
      <span className={control.multiple ? "le-tick" : "le-tick le-tick-round"} aria-hidden="true">
        {chosen && control.multiple && <IconCheck size={12} stroke={3} />}
        {partly && <IconMinus size={12} stroke={3} />}
      </span>
      {option.html === "" ? (
        <span className="le-choice-name">{option.value}</span>
      ) : (
        <Face html={option.html} />
      )}
      {proposed && proposal?.score != null && (
        <span className="le-score">{proposal.score.toFixed(2)}</span>
      )}
      <Key of={key} />
    </button>
  );
  return option.hint === "" ? button : <Tooltip label={option.hint}>{button}</Tooltip>;
}

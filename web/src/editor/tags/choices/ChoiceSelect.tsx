/** Choices as a list to open, with a search over it. */
import { type ComboboxLikeRenderOptionInput, MultiSelect, Select } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useMemo } from "react";
import { keyOfPick, pickChoice, picksIn } from "../../core/choosing";
import { optionsShown } from "../../core/filters";
import { optionCommandId } from "../../core/options";
import type { ControlPlan } from "../../core/plan";
import { useEditor, useEditorState } from "../../ui/context";
import { Key } from "../../ui/Key";
import { Offer } from "../../ui/Offer";
import { useAnswer } from "../../ui/useAnswer";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import { choicesAnswer, nameOf } from "./answer";
import { Face } from "./Face";

/** A shorter list is seen as a whole. */
const SEARCHED_FROM = 8;

export function ChoiceSelect({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const { value, locked, region, answer } = useAnswer(control);
  const proposal = useProposal(control);
  const filter = useEditorState(({ session }) => session.filters[control.name]);
  const byKey = useMemo(
    () => new Map(control.options.map((option) => [option.key, option])),
    [control],
  );
  const picks = picksIn(value);
  const keys = picks.map(keyOfPick);
  const shown = new Set(optionsShown(control, filter));
  const data = [...byKey.values()]
    .filter((option) => shown.has(option) || keys.includes(option.key))
    .map(({ key, value: label }) => ({ value: key, label }));
  // An answer the config no longer has is shown by what it says.
  for (const pick of picks) {
    const key = keyOfPick(pick);
    if (!byKey.has(key)) data.push({ value: key, label: nameOf(pick, control) });
  }

  /** Picks what is new and puts back what is gone, as a press of the choice would. */
  const take = (next: readonly string[]): void => {
    const changed = [...next, ...keys].find((key) => next.includes(key) !== keys.includes(key));
    const option = changed === undefined ? undefined : byKey.get(changed);
    if (next.length === 0) answer(null);
    else if (option) pickChoice(editor, control, option, region());
    else answer(picks.filter((pick) => next.includes(keyOfPick(pick))));
  };
  const shared = {
    data,
    disabled: locked,
    searchable: data.length > SEARCHED_FROM,
    clearable: true,
    placeholder: keys.length === 0 ? t("choices.select") : "",
    nothingFoundMessage: t("filter.none"),
    maxDropdownHeight: 320,
    "aria-label": control.name,
    renderOption: ({ option: { value: key, label }, checked }: RenderedOption) => {
      const option = byKey.get(key);
      const [hotkey] = option ? editor.commands.keys(optionCommandId(control.name, option)) : [];
      const depth = (option?.path.length ?? 1) - 1;
      return (
        <span
          className="le-select-option"
          title={option?.hint || undefined}
          style={{ paddingInlineStart: depth * 18 }}
        >
          <span className="le-select-check">{checked && <IconCheck size={14} stroke={2.5} />}</span>
          {option?.html ? (
            <Face html={option.html} />
          ) : (
            <span className="le-choice-name">{label}</span>
          )}
          <Key of={hotkey} />
        </span>
      );
    },
  };
  return (
    <div className="le-select">
      {control.multiple ? (
        <MultiSelect {...shared} value={keys} onChange={take} />
      ) : (
        <Select
          {...shared}
          value={keys[0] ?? null}
          allowDeselect={control.tag.attrs.choice !== "single-radio"}
          onChange={(key) => take(key === null ? [] : [key])}
        />
      )}
      {proposal && picks.length === 0 && (
        <Offer
          words={choicesAnswer.describe(picksIn(proposal.value), control)}
          score={proposal.score}
          onTake={() => answer(proposal.value)}
        />
      )}
    </div>
  );
}

type RenderedOption = ComboboxLikeRenderOptionInput<{ value: string; label: string }>;

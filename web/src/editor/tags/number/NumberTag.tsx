/** A field for a number, or a slider between its bounds. */
import { ActionIcon, NumberInput, Slider } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { flag } from "../../core/attrs";
import { optionKeyId } from "../../core/options";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { useControl, useEditor } from "../../ui/context";
import { Key } from "../../ui/Key";
import { Offer } from "../../ui/Offer";
import { Question } from "../../ui/Question";
import { useAnswer } from "../../ui/useAnswer";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import { numberAnswer, rangeOf } from "./answer";
import "./number.css";

export function NumberTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  if (!control) return null;
  return (
    <Question control={control}>
      {flag(tag, "slider") ? <Sliding control={control} /> : <Field control={control} />}
    </Question>
  );
}

function useNumber(control: ControlPlan) {
  const editor = useEditor();
  const t = useWords();
  const { value, locked, subject, answer } = useAnswer(control);
  const proposal = useProposal(control);
  const given = typeof value === "number" ? value : null;
  const refusal = given === null ? null : (numberAnswer.refusal?.(given, control) ?? null);
  return {
    given,
    locked,
    subject,
    answer,
    proposed: typeof proposal?.value === "number" ? proposal.value : null,
    score: proposal?.score ?? null,
    error: refusal && t(refusal.words, refusal.params),
    hotkey: editor.commands.keys(optionKeyId(control))[0],
    range: rangeOf(control),
  };
}

function Field({ control }: { control: ControlPlan }) {
  const t = useWords();
  const { given, locked, subject, answer, proposed, score, error, hotkey, range } =
    useNumber(control);
  const { min, max, step, byDefault } = range;
  return (
    <div className="le-number">
      <NumberInput
        key={subject}
        className="le-number-field"
        value={given ?? ""}
        {...(min === null ? {} : { min })}
        {...(max === null ? {} : { max })}
        step={step ?? 1}
        // What is out of bounds is said, not changed under the person's hands.
        clampBehavior="none"
        disabled={locked}
        placeholder={byDefault === null ? t("number.placeholder") : String(byDefault)}
        aria-label={control.name}
        error={error !== null}
        onChange={(typed) => {
          if (typed === "") answer(null, true);
          else if (Number.isFinite(Number(typed))) answer(Number(typed), true);
        }}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Key of={hotkey} />
      <span className="le-quiet">{bounds(min, max, t)}</span>
      {proposed !== null && given === null && (
        <Offer words={String(proposed)} score={score} onTake={() => answer(proposed)} />
      )}
      {error && (
        <p className="le-problem" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function bounds(
  min: number | null,
  max: number | null,
  t: ReturnType<typeof useWords>,
): string | null {
  if (min !== null && max !== null) return t("number.between", { min, max });
  if (min !== null) return t("number.atLeast", { min });
  return max === null ? null : t("number.atMost", { max });
}

const SLIDER_SPAN = 100;

function Sliding({ control }: { control: ControlPlan }) {
  const t = useWords();
  const { given, locked, answer, proposed, error, hotkey, range } = useNumber(control);
  const least = range.min ?? 0;
  const most = range.max ?? least + SLIDER_SPAN;
  const shown = given ?? proposed ?? range.byDefault;
  return (
    <div className="le-slider" data-unset={given === null || undefined}>
      <span className="le-quiet">{least}</span>
      <Slider
        className="le-slider-track"
        value={shown ?? least}
        min={least}
        max={most}
        step={range.step ?? 1}
        label={null}
        size="md"
        disabled={locked}
        thumbLabel={control.name}
        onChange={(next) => answer(next, true)}
        // The least one is answered by pressing it, though nothing moves.
        onChangeEnd={(next) => given === null && answer(next)}
      />
      <span className="le-quiet">{most}</span>
      <output className="le-slider-value">{shown ?? "–"}</output>
      {given !== null && !locked && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("number.clear")}
          onClick={() => answer(null)}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
      <Key of={hotkey} />
      {error && (
        <p className="le-problem" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

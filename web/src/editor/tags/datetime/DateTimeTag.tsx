/** Fields for a date, a month, a year, a time: those that the config asks for. */
import { ActionIcon, NativeSelect, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { MONTHS } from "../../kernels/strftime";
import { useControl } from "../../ui/context";
import { Offer } from "../../ui/Offer";
import { Question } from "../../ui/Question";
import { useAnswer } from "../../ui/useAnswer";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import { dateTimeAnswer } from "./answer";
import { askedOf, EMPTY, type Fields, fieldsOf, limitsOf, storedOf, yearsOf } from "./parts";
import "./datetime.css";

export function DateTimeTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  return control ? (
    <Question control={control}>
      <Moment control={control} />
    </Question>
  ) : null;
}

/** What was typed, for as long as it is what the answer says: the answer cannot hold half a date. */
interface Typed {
  readonly subject: string;
  readonly stored: string | null;
  readonly fields: Fields;
}

function Moment({ control }: { control: ControlPlan }) {
  const t = useWords();
  const { value, locked, subject, answer } = useAnswer(control);
  const proposal = useProposal(control);
  const stored = typeof value === "string" ? value : null;
  const [typed, setTyped] = useState<Typed | null>(null);
  const mine = typed?.subject === subject && typed.stored === stored;
  const fields = mine ? typed.fields : stored === null ? EMPTY : fieldsOf(stored, control);

  const asked = askedOf(control);
  const { min, max } = limitsOf(control);
  const refusal = stored === null ? null : (dateTimeAnswer.refusal?.(stored, control) ?? null);
  const unreadable = stored !== null && Object.values(fields).every((field) => field === "");

  const set = (change: Partial<Fields>): void => {
    const next = { ...fields, ...change };
    const text = storedOf(next, control);
    setTyped({ subject, stored: text, fields: next });
    answer(text, true);
  };
  const years = yearsOf(control);
  const shownYears =
    fields.year === "" || years.includes(Number(fields.year))
      ? years
      : [Number(fields.year), ...years];
  const shared = { disabled: locked, size: "sm" as const };
  const isDate = (limit: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(limit);
  const name = (part: string): string => `${control.name}, ${part}`;

  return (
    <div className="le-datetime">
      {asked.date && (
        <TextInput
          {...shared}
          type="date"
          className="le-datetime-date"
          aria-label={asked.time ? name(t("datetime.date")) : control.name}
          aria-invalid={refusal !== null || undefined}
          value={fields.date}
          min={isDate(min) ? min.slice(0, 10) : undefined}
          max={isDate(max) ? max.slice(0, 10) : "9999-12-31"}
          onChange={(event) => set({ date: event.currentTarget.value })}
        />
      )}
      {asked.month && (
        <NativeSelect
          {...shared}
          aria-label={asked.year ? name(t("datetime.month")) : control.name}
          value={fields.month}
          data={[
            { value: "", label: t("datetime.month") },
            ...MONTHS.map((_, index) => ({
              value: String(index + 1),
              label: t(`datetime.month${index + 1}`),
            })),
          ]}
          onChange={(event) => set({ month: event.currentTarget.value })}
        />
      )}
      {asked.year && (
        <NativeSelect
          {...shared}
          aria-label={asked.month || asked.time ? name(t("datetime.year")) : control.name}
          value={fields.year}
          data={[
            { value: "", label: t("datetime.year") },
            ...shownYears.map((year) => ({ value: String(year), label: String(year) })),
          ]}
          onChange={(event) => set({ year: event.currentTarget.value })}
        />
      )}
      {asked.time && (
        <TextInput
          {...shared}
          type="time"
          className="le-datetime-time"
          aria-label={
            asked.date || asked.month || asked.year ? name(t("datetime.time")) : control.name
          }
          value={fields.time}
          onChange={(event) => set({ time: event.currentTarget.value })}
        />
      )}
      {stored !== null && !locked && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("datetime.clear")}
          onClick={() => set(EMPTY)}
        >
          <IconX size={14} />
        </ActionIcon>
      )}
      {typeof proposal?.value === "string" && stored === null && (
        <Offer
          words={proposal.value}
          score={proposal.score}
          onTake={() => answer(proposal.value)}
        />
      )}
      {unreadable && (
        <p className="le-quiet">{t("datetime.otherwise", { stored: stored ?? "" })}</p>
      )}
      {refusal && (
        <p className="le-problem" role="alert">
          {t(refusal.words, refusal.params)}
        </p>
      )}
    </div>
  );
}

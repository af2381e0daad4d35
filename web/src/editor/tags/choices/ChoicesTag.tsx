/** Choices as rows to press, as large keys on a card, or as a list to open. */
import { flag, text } from "../../core/attrs";
import { optionsShown } from "../../core/filters";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { useControl, useEditorState, useLayout } from "../../ui/context";
import { Question } from "../../ui/Question";
import { moveByArrows } from "../../ui/roving";
import { TagViews } from "../../ui/TagView";
import { useWords } from "../../ui/words";
import { ChoiceSelect } from "./ChoiceSelect";
import { Entries } from "./Entries";
import "./choices.css";

export function ChoicesTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  const t = useWords();
  if (!control) return null;
  const isSelect = text(tag, "layout") === "select";
  return (
    <Question control={control}>
      {isSelect && <TagViews tags={tag.children} />}
      {control.options.length === 0 ? (
        <p className="le-quiet">{t("choices.none")}</p>
      ) : isSelect ? (
        <ChoiceSelect control={control} />
      ) : (
        <ChoiceList control={control} />
      )}
    </Question>
  );
}

function ChoiceList({ control }: { control: ControlPlan }) {
  const plain = control.tag.children.every(
    ({ tag, children }) => tag === "Choice" && children.length === 0,
  );
  const card = useLayout().mode === "card" && plain;
  const inline = flag(control.tag, "showInline", text(control.tag, "layout") === "inline");
  const filter = useEditorState(({ session }) => session.filters[control.name]);
  const shown = new Set(optionsShown(control, filter));
  const names = ["le-choices", card ? "le-choices-keys" : "", inline ? "le-choices-inline" : ""];
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label
    // biome-ignore lint/a11y/noStaticElementInteractions: both roles may take the arrow keys
    <div
      className={names.filter(Boolean).join(" ")}
      role={control.multiple ? "group" : "radiogroup"}
      aria-label={control.name}
      onKeyDown={moveByArrows}
    >
      <Entries control={control} tags={control.tag.children} shown={shown} />
    </div>
  );
}

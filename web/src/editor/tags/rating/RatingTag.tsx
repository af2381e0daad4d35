/** Stars to press; the same star again takes the rating back. */
import { IconStar, IconStarFilled } from "@tabler/icons-react";
import { useState } from "react";
import { answerOf, isLocked, setAnswer } from "../../core/answers";
import { number, text } from "../../core/attrs";
import { ratingCommandId } from "../../core/options";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { useControl, useEditor, useEditorState, useLayout } from "../../ui/context";
import { Key } from "../../ui/Key";
import { Question } from "../../ui/Question";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import "./rating.css";

const SIZES: Readonly<Record<string, number>> = { small: 18, medium: 26, large: 34 };

export function RatingTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  return control ? <Stars control={control} /> : null;
}

function Stars({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const card = useLayout().mode === "card";
  const [pointed, setPointed] = useState(0);
  const rating = useEditorState((now) => Number(answerOf(now, control) ?? 0));
  const locked = useEditorState((now) => isLocked(now, control));
  const proposal = useProposal(control);
  const most = Math.max(1, Math.round(number(control.tag, "maxRating", 5)));
  const size = card ? 44 : (SIZES[text(control.tag, "size")] ?? 26);
  const shown = pointed || rating;
  const [cycleKey] = editor.commands.keys(`option.${control.name}`);

  return (
    <Question control={control}>
      <div
        className={card ? "le-stars le-stars-keys" : "le-stars"}
        role="radiogroup"
        aria-label={control.name}
        onPointerLeave={() => setPointed(0)}
      >
        {Array.from({ length: most }, (_, index) => index + 1).map((star) => {
          const full = star <= shown;
          const Icon = full ? IconStarFilled : IconStar;
          const proposed = typeof proposal?.value === "number" && star <= proposal.value;
          const [key] = editor.commands.keys(ratingCommandId(control.name, star));
          return (
            // biome-ignore lint/a11y/useSemanticElements: pressing a star again takes the rating back, which a radio cannot
            <button
              key={star}
              type="button"
              role="radio"
              aria-checked={star === rating}
              aria-label={t("rating.value", { count: star, most })}
              disabled={locked}
              className={`le-star ${full ? "le-star-full" : ""} ${proposed ? "le-star-proposed" : ""}`}
              onPointerEnter={(event) => event.pointerType === "mouse" && setPointed(star)}
              onClick={() => setAnswer(editor, control, star === rating ? null : star)}
            >
              <Icon size={size} stroke={1.5} />
              <Key of={key} />
            </button>
          );
        })}
        <Key of={cycleKey} />
      </div>
    </Question>
  );
}

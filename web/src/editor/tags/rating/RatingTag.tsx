/** Stars to press; the same star again takes the rating back. */
import {
  IconFlame,
  IconFlameFilled,
  IconHeart,
  IconHeartFilled,
  IconMoodSmile,
  IconMoodSmileFilled,
  IconStar,
  IconStarFilled,
} from "@tabler/icons-react";
import { useState } from "react";
import { number, text } from "../../core/attrs";
import { optionKeyId, ratingCommandId } from "../../core/options";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { useControl, useEditor, useLayout } from "../../ui/context";
import { Key } from "../../ui/Key";
import { Question } from "../../ui/Question";
import { moveByArrows } from "../../ui/roving";
import { useAnswer } from "../../ui/useAnswer";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import "./rating.css";

const SIZES: Readonly<Record<string, number>> = { small: 18, medium: 26, large: 34 };
const STAR = [IconStar, IconStarFilled] as const;
const ICONS: Readonly<Record<string, readonly [typeof IconStar, typeof IconStar]>> = {
  star: STAR,
  heart: [IconHeart, IconHeartFilled],
  fire: [IconFlame, IconFlameFilled],
  smile: [IconMoodSmile, IconMoodSmileFilled],
};

export function RatingTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  return control ? (
    <Question control={control}>
      <Stars control={control} />
    </Question>
  ) : null;
}

function Stars({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const card = useLayout().mode === "card";
  const [pointed, setPointed] = useState(0);
  const { value, locked, answer } = useAnswer(control);
  const rating = typeof value === "number" ? value : 0;
  const proposal = useProposal(control);
  const most = Math.max(1, Math.round(number(control.tag, "maxRating", 5)));
  const size = card ? 44 : (SIZES[text(control.tag, "size")] ?? 26);
  const [Hollow, Full] = ICONS[text(control.tag, "icon")] ?? STAR;
  const shown = pointed || rating;
  const [cycleKey] = editor.commands.keys(optionKeyId(control));

  return (
    <div
      className={card ? "le-stars le-stars-keys" : "le-stars"}
      data-icon={text(control.tag, "icon") || undefined}
      role="radiogroup"
      aria-label={control.name}
      onPointerLeave={() => setPointed(0)}
      onKeyDown={moveByArrows}
    >
      {Array.from({ length: most }, (_, index) => index + 1).map((star) => {
        const full = star <= shown;
        const Icon = full ? Full : Hollow;
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
            tabIndex={star === (rating || 1) ? 0 : -1}
            disabled={locked}
            className={`le-star ${full ? "le-star-full" : ""} ${proposed ? "le-star-proposed" : ""}`}
            onPointerEnter={(event) => event.pointerType === "mouse" && setPointed(star)}
            onClick={() => answer(star === rating ? null : star)}
          >
            <Icon size={size} stroke={1.5} />
            <Key of={key} />
          </button>
        );
      })}
      <Key of={cycleKey} />
    </div>
  );
}

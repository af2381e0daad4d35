/** What stands inside Choices, in the author's order: choices, choices inside them, and layout. */
import { IconChevronRight } from "@tabler/icons-react";
import { useState } from "react";
import { style, text } from "../../core/attrs";
import type { ControlPlan, Option } from "../../core/plan";
import type { BoundTag } from "../../language";
import { TagView } from "../../ui/TagView";
import { useWords } from "../../ui/words";
import { ChoiceButton } from "./ChoiceButton";

interface EntriesProps {
  readonly control: ControlPlan;
  readonly tags: readonly BoundTag[];
  /** Options that a Filter leaves. */
  readonly shown: ReadonlySet<Option>;
}

export function Entries({ control, tags, shown }: EntriesProps) {
  return tags.map((tag, index) => {
    const key = `${tag.line}:${tag.column}:${index}`;
    if (tag.tag === "Choice") {
      return <Entry key={key} control={control} tag={tag} shown={shown} />;
    }
    if (tag.tag !== "View" || tag.when !== null) return <TagView key={key} tag={tag} />;
    return (
      <div
        key={key}
        className={["le-view", text(tag, "className")].filter(Boolean).join(" ")}
        style={style(tag)}
      >
        <Entries control={control} tags={tag.children} shown={shown} />
      </div>
    );
  });
}

function Entry({ control, tag, shown }: Omit<EntriesProps, "tags"> & { readonly tag: BoundTag }) {
  const t = useWords();
  const [open, setOpen] = useState(true);
  const option = control.options.find((one) => one.tag === tag);
  if (!option || !shown.has(option)) return null;
  const inner = tag.children.filter(({ tag: name }) => name === "Choice");
  if (inner.length === 0) return <ChoiceButton control={control} option={option} />;
  const words = t(open ? "choices.fold" : "choices.unfold", { name: option.value });
  return (
    <div className="le-choice-branch">
      <div className="le-choice-head">
        <button
          type="button"
          className="le-choice-fold"
          aria-expanded={open}
          aria-label={words}
          onClick={() => setOpen(!open)}
        >
          <IconChevronRight size={14} stroke={2} aria-hidden="true" />
        </button>
        <ChoiceButton control={control} option={option} />
      </div>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a frame of its own
        <div className="le-choice-inner" role="group" aria-label={option.value}>
          <Entries control={control} tags={inner} shown={shown} />
        </div>
      )}
    </div>
  );
}

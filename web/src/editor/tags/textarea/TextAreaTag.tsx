/** The question of a TextArea, wherever it stands: on the page or in the list of regions. */
import type { TagProps } from "../../core/registry";
import { useControl } from "../../ui/context";
import { Question } from "../../ui/Question";
import { useAnswer } from "../../ui/useAnswer";
import { Answers } from "./Answers";
import "./textarea.css";

export function TextAreaTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  return control ? <Asked control={control} /> : null;
}

function Asked({ control }: { control: NonNullable<ReturnType<typeof useControl>> }) {
  // A field starts afresh with each region or item it asks about.
  const { subject } = useAnswer(control);
  return (
    <Question control={control}>
      <Answers key={subject} control={control} />
    </Question>
  );
}

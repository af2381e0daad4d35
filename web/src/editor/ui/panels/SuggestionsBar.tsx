/** What a model offers, from which score on, and one button for all of it. */
import { Button, Slider } from "@mantine/core";
import { IconSparkles } from "@tabler/icons-react";
import { offerCount } from "../../core/suggestions";
import { useEditor, useEditorState } from "../context";
import { Key } from "../Key";
import { useWords } from "../words";
import "./panels.css";

export function SuggestionsBar() {
  const editor = useEditor();
  const t = useWords();
  const any = useEditorState(
    ({ document }) => document.suggestions.size > 0 || document.proposals.size > 0,
  );
  const count = useEditorState(offerCount);
  const threshold = useEditorState(({ session }) => session.threshold);
  const scored = useEditorState(({ document }) =>
    [...document.suggestions.values(), ...document.proposals.values()].some(
      ({ score }) => score !== null,
    ),
  );
  if (!any || (count === 0 && threshold === 0) || editor.readOnly) return null;
  const [key] = editor.commands.keys("suggestion.accept-all");
  return (
    <section className="le-suggestions">
      <span className="le-suggestions-count">
        <IconSparkles size={16} stroke={1.75} aria-hidden="true" />
        {t("suggestions.offer", { count })}
      </span>
      {scored && (
        <div className="le-suggestions-slider">
          <Slider
            size="xs"
            min={0}
            max={1}
            step={0.05}
            value={threshold}
            label={(value) => value.toFixed(2)}
            thumbLabel={t("suggestions.threshold")}
            onChange={(value) => editor.update({ threshold: value })}
          />
          <output>{t("suggestions.above", { score: threshold.toFixed(2) })}</output>
        </div>
      )}
      <Button
        size="compact-sm"
        variant="light"
        disabled={count === 0}
        rightSection={<Key of={key} />}
        onClick={() => editor.commands.run("suggestion.accept-all")}
      >
        {t("suggestions.acceptAll")}
      </Button>
    </section>
  );
}

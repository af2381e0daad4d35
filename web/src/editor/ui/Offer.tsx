/** What a model proposes for a question, to be taken by a press. */
import { Tooltip } from "@mantine/core";
import { useWords } from "./words";

interface OfferProps {
  readonly words: string;
  readonly score: number | null;
  readonly onTake: () => void;
}

export function Offer({ words, score, onTake }: OfferProps) {
  const t = useWords();
  const said =
    score === null
      ? t("suggestions.modelPlain")
      : t("suggestions.model", { score: score.toFixed(2) });
  return (
    <Tooltip label={said}>
      <button type="button" className="le-offer" onClick={onTake}>
        <span>{words}</span>
        {score !== null && <span className="le-score">{score.toFixed(2)}</span>}
      </button>
    </Tooltip>
  );
}

/**
 * One object fills the space: labels along its edge, everything else in panels beside it. On a phone
 * the questions are in the thumb bar with the labels, because a panel would hide them.
 */
import { useLayout } from "./context";
import { Panels } from "./panels/Panels";
import { RelationArcs } from "./RelationArcs";
import { TagViews } from "./TagView";
import { useNarrow } from "./useNarrow";

export function StageLayout({ storageKey }: { storageKey: string | null }) {
  const { labels, stage, questions } = useLayout();
  const [narrow, ref] = useNarrow();
  const edge = narrow ? [...labels, ...questions] : labels;
  return (
    <>
      <div className="le-main" ref={ref}>
        {edge.length > 0 && (
          <div className="le-edge">
            <TagViews tags={edge} />
          </div>
        )}
        <div className="le-stage">
          <TagViews tags={stage} />
          <RelationArcs />
        </div>
      </div>
      <Panels storageKey={storageKey} questions={narrow ? [] : questions} />
    </>
  );
}

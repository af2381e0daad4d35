/** The author's own layout, with panels beside it where the config gives them something to hold. */
import { useLayout } from "./context";
import { Panels } from "./panels/Panels";
import { SuggestionsBar } from "./panels/SuggestionsBar";
import { RelationArcs } from "./RelationArcs";
import { TagViews } from "./TagView";

export function Flow({ storageKey }: { storageKey: string | null }) {
  const { stage, hasRegions, details } = useLayout();
  const hasPanels = hasRegions || details.length > 0;
  return (
    <>
      <div className="le-main">
        <div className="le-flow-page">
          <div className={hasPanels ? "le-flow" : "le-flow le-flow-narrow"}>
            {!hasPanels && <SuggestionsBar />}
            <TagViews tags={stage} />
            <RelationArcs />
          </div>
        </div>
      </div>
      {hasPanels && <Panels storageKey={storageKey} />}
    </>
  );
}

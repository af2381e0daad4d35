/** One question: what it is about in the middle, its answers as large keys. */

import { useLayout } from "./context";
import { TagViews } from "./TagView";

export function Card() {
  const { stage } = useLayout();
  return (
    <div className="le-card-page">
      <div className="le-card">
        <TagViews tags={stage} />
      </div>
    </div>
  );
}

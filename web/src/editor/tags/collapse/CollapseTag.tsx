/** A stack of panels that fold. A folded panel says how many answers it still needs. */
import { IconChevronRight } from "@tabler/icons-react";
import { createContext, useContext, useId, useState } from "react";
import { flag, text } from "../../core/attrs";
import type { TagProps } from "../../core/registry";
import type { BoundTag } from "../../language";
import { useEditorState, useLayout } from "../../ui/context";
import { TagViews } from "../../ui/TagView";
import { useWords } from "../../ui/words";
import { isAccordion, openAtFirst, openQuestions, toggled } from "./panels";
import "./collapse.css";

interface Fold {
  readonly open: ReadonlySet<BoundTag>;
  toggle(panel: BoundTag): void;
}

const FoldContext = createContext<Fold | null>(null);

export function CollapseTag({ tag }: TagProps) {
  const [open, setOpen] = useState(() => openAtFirst(tag));
  const toggle = (panel: BoundTag): void => setOpen(toggled(open, panel, isAccordion(tag)));
  const inDetails = useLayout().details.includes(tag);
  return (
    <FoldContext value={{ open, toggle }}>
      <div className={flag(tag, "bordered") ? "le-collapse le-collapse-bordered" : "le-collapse"}>
        <TagViews tags={tag.children} inDetails={inDetails} />
      </div>
    </FoldContext>
  );
}

export function PanelTag({ tag }: TagProps) {
  const t = useWords();
  const id = useId();
  const fold = useContext(FoldContext);
  // A panel about regions stands in the details, away from its Collapse.
  const [alone, setAlone] = useState(() => flag(tag, "open", true));
  const missing = useEditorState(({ document, plan }) => openQuestions(tag, document, plan).length);
  const isOpen = fold ? fold.open.has(tag) : alone;
  return (
    <section className="le-fold">
      <h3 className="le-fold-head">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => (fold ? fold.toggle(tag) : setAlone(!alone))}
        >
          <IconChevronRight className="le-fold-arrow" size={16} stroke={2} aria-hidden="true" />
          <span className="le-fold-title">{text(tag, "value")}</span>
          {missing > 0 && (
            <span className="le-quiet">{t("collapse.missing", { count: missing })}</span>
          )}
        </button>
      </h3>
      <div id={id} className="le-fold-body" hidden={!isOpen}>
        {isOpen && <TagViews tags={tag.children} />}
      </div>
    </section>
  );
}

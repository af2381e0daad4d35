/** The dock beside the stage: questions, regions, details. It can be resized and put away. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconLayoutSidebarRight } from "@tabler/icons-react";
import { type PointerEvent, useState } from "react";
import type { BoundTag } from "../../language";
import { useEditorState, useLayout } from "../context";
import { TagViews } from "../TagView";
import { useWords } from "../words";
import { DetailsPanel } from "./DetailsPanel";
import { RegionsPanel } from "./RegionsPanel";
import { RelationsPanel } from "./RelationsPanel";
import { SuggestionsBar } from "./SuggestionsBar";
import { useRemembered } from "./useRemembered";
import "./panels.css";

const NARROWEST = 220;
const WIDEST = 560;

interface PanelsProps {
  readonly storageKey: string | null;
  readonly questions?: readonly BoundTag[];
}

export function Panels({ storageKey, questions = [] }: PanelsProps) {
  const t = useWords();
  const { hasRegions } = useLayout();
  const [dock, setDock] = useRemembered(storageKey, { open: true, width: 288 });
  const [sheet, setSheet] = useState(false);
  const selected = useEditorState(({ session }) => session.selection.length > 0);
  const count = useEditorState(({ settled }) => settled.regions.size);

  const drag = (event: PointerEvent<HTMLElement>): void => {
    const handle = event.currentTarget;
    const from = event.clientX;
    const { width } = dock;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = ({ clientX }) => {
      const next = Math.min(Math.max(width + from - clientX, NARROWEST), WIDEST);
      setDock({ open: true, width: next });
    };
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
  };
  const resize = (step: number): void => {
    setDock({ open: true, width: Math.min(Math.max(dock.width + step, NARROWEST), WIDEST) });
  };
  const toggle = (
    <Tooltip label={t(dock.open ? "panels.hide" : "panels.show")} position="left">
      <ActionIcon
        className="le-dock-toggle"
        variant="subtle"
        color="gray"
        aria-label={t(dock.open ? "panels.hide" : "panels.show")}
        aria-expanded={dock.open}
        onClick={() => setDock({ ...dock, open: !dock.open })}
      >
        <IconLayoutSidebarRight size={18} stroke={1.75} />
      </ActionIcon>
    </Tooltip>
  );

  return (
    <>
      <button
        type="button"
        className="le-sheet-toggle"
        aria-expanded={sheet}
        onClick={() => setSheet(!sheet)}
      >
        {t("regions.title")} {hasRegions && <b>{count}</b>}
      </button>
      {!dock.open && <div className="le-dock-closed">{toggle}</div>}
      <aside
        className={`le-dock ${dock.open ? "" : "le-dock-hidden"} ${sheet ? "le-dock-sheet" : ""}`}
        style={{ "--le-dock-width": `${dock.width}px` } as React.CSSProperties}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a separator that can be moved has no element */}
        <div
          className="le-dock-edge"
          role="separator"
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={t("panels.resize")}
          aria-valuenow={dock.width}
          aria-valuemin={NARROWEST}
          aria-valuemax={WIDEST}
          onPointerDown={drag}
          onKeyDown={({ key }) => {
            if (key === "ArrowLeft") resize(16);
            else if (key === "ArrowRight") resize(-16);
          }}
        />
        <SuggestionsBar />
        {questions.length > 0 && (
          <section className="le-panel le-panel-questions" aria-label={t("questions.title")}>
            <TagViews tags={questions} />
          </section>
        )}
        {hasRegions && <RegionsPanel toggle={toggle} />}
        {hasRegions && <RelationsPanel />}
        {selected && <DetailsPanel />}
      </aside>
    </>
  );
}

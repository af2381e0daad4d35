/** Relations as arcs over the stages, between the regions that are in sight. */
import { useEffect, useId, useMemo, useRef, useState } from "react";
import type { Editor } from "../core/editor";
import { type Relation, relationsOf } from "../core/relations";
import { type Arc, arcBetween } from "../kernels/arcs";
import { relationChoices } from "../tags/relations/choices";
import { useEditor, useEditorState } from "./context";

interface Drawn {
  readonly relation: Relation;
  readonly arc: Arc;
}

export function RelationArcs() {
  const some = useEditorState(({ document }) => relationsOf({ document }).length > 0);
  return some ? <Arcs /> : null;
}

function Arcs() {
  const editor = useEditor();
  const id = useId();
  const svg = useRef<SVGSVGElement>(null);
  const [drawn, setDrawn] = useState<readonly Drawn[]>([]);
  const colours = useMemo(() => {
    const labels = relationChoices(editor.tree)?.labels ?? [];
    return new Map(labels.map(({ value, color }) => [value, color]));
  }, [editor]);
  const near = useEditorState(({ session }) => session.hovered ?? session.selection[0] ?? null);

  useEffect(() => {
    const measure = (): void => {
      const next = svg.current ? arcsOf(editor, svg.current) : [];
      setDrawn((last) => (JSON.stringify(last) === JSON.stringify(next) ? last : next));
    };
    return followViews(editor, measure);
  }, [editor]);

  return (
    <svg ref={svg} className="le-arcs" aria-hidden="true">
      <defs>
        <marker
          id={id}
          viewBox="0 0 8 8"
          refX={7}
          refY={4}
          markerWidth={7}
          markerHeight={7}
          orient="auto-start-reverse"
        >
          <path d="M 0 0 L 8 4 L 0 8 z" fill="context-stroke" />
        </marker>
      </defs>
      {drawn.map(({ relation, arc }) => {
        const { key, from, to, direction, labels } = relation;
        const tip = `url(#${id})`;
        const color = colours.get(labels[0] ?? "");
        const faint = near !== null && near !== from && near !== to;
        return (
          <g
            key={key}
            className={faint ? "le-arc le-arc-faint" : "le-arc"}
            style={color ? ({ "--le-color": color } as React.CSSProperties) : {}}
          >
            <path className="le-arc-edge" d={arc.path} />
            <path
              d={arc.path}
              markerStart={direction === "right" ? undefined : tip}
              markerEnd={direction === "left" ? undefined : tip}
            />
            {labels.length > 0 && (
              <text x={arc.middle.x} y={arc.middle.y} dy="-3">
                {labels.join(", ")}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function arcsOf(editor: Editor, svg: SVGSVGElement): Drawn[] {
  const { left, top } = svg.getBoundingClientRect();
  const boxOf = (id: string) => {
    const region = editor.region(id);
    if (!region || editor.session.hidden.has(id)) return null;
    const box = editor.stages.get(region.object)?.locate?.(region) ?? null;
    return (
      box && {
        left: box.left - left,
        right: box.right - left,
        top: box.top - top,
        bottom: box.bottom - top,
      }
    );
  };
  return relationsOf(editor).flatMap((relation) => {
    const [a, b] = [boxOf(relation.from), boxOf(relation.to)];
    return a && b ? [{ relation, arc: arcBetween(a, b) }] : [];
  });
}

/** Measures again, once a frame, whenever something may have moved. Returns the way to stop. */
function followViews(editor: Editor, measure: () => void): () => void {
  let frame = 0;
  const views = new Map<unknown, () => void>();
  const schedule = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      for (const stage of editor.stages.values()) {
        if (stage.onView && !views.has(stage)) views.set(stage, stage.onView(schedule));
      }
      measure();
    });
  };
  const stop = new AbortController();
  const { signal } = stop;
  window.addEventListener("scroll", schedule, { capture: true, passive: true, signal });
  window.addEventListener("resize", schedule, { signal });
  const unsubscribe = editor.subscribe(schedule);
  schedule();
  return () => {
    cancelAnimationFrame(frame);
    stop.abort();
    unsubscribe();
    for (const leave of views.values()) leave();
  };
}

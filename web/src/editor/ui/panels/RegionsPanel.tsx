/** The list of regions: a row each, only the rows in sight, in the order one likes to read them. */
import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconArrowsSort, IconEye, IconEyeOff, IconLock, IconTrash } from "@tabler/icons-react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Region } from "../../core/document";
import { inOrder } from "../../core/document";
import type { Editor } from "../../core/editor";
import { colourOf, deleteRegions, nameOf, selectNext, toggleHidden } from "../../core/labeling";
import type { ControlPlan } from "../../core/plan";
import { RegionContext, useEditor, useEditorState } from "../context";
import { TagViews } from "../TagView";
import { useWords } from "../words";

const ROW_HEIGHT = 32;
const FIELD_HEIGHT = 44;
const ORDERS = ["time", "place", "label"] as const;
type Order = (typeof ORDERS)[number];
const ORDER_WORDS = {
  time: "regions.orderTime",
  place: "regions.orderPlace",
  label: "regions.orderLabel",
} as const;

function sorted(editor: Editor, regions: Region[], order: Order): Region[] {
  if (order === "time") return regions;
  if (order === "label") {
    return regions.sort((a, b) => nameOf(editor, a).localeCompare(nameOf(editor, b)));
  }
  return regions.sort((a, b) => {
    if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
    return editor.registry.kind(a.kind).compare?.(a.geometry, b.geometry) ?? a.place - b.place;
  });
}

export function RegionsPanel({ toggle }: { toggle: ReactNode }) {
  const editor = useEditor();
  const t = useWords();
  const [order, setOrder] = useState<Order>("time");
  const regions = useEditorState(({ settled }) => settled.regions);
  const suggestions = useEditorState(({ settled }) => settled.suggestions);
  const threshold = useEditorState(({ session }) => session.threshold);
  const selection = useEditorState(({ session }) => session.selection);
  const allHidden = useEditorState(
    ({ session, settled }) =>
      settled.regions.size > 0 && session.hidden.size >= settled.regions.size,
  );
  const rows = useMemo(() => {
    const offered = [...suggestions.values()].filter(
      ({ score }) => score === null || score >= threshold,
    );
    return [...sorted(editor, inOrder(regions), order), ...sorted(editor, offered, order)];
  }, [editor, regions, suggestions, threshold, order]);

  const scroller = useRef<HTMLDivElement>(null);
  const listed = useMemo(
    () => [...editor.plan.controls.values()].filter(({ inList }) => inList),
    [editor],
  );
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.id ?? index,
    // Rows with fields are measured once they are there.
    estimateSize: () => ROW_HEIGHT + listed.length * FIELD_HEIGHT,
    overscan: 8,
  });
  const at = rows.findIndex(({ id }) => id === selection[0]);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    event.stopPropagation();
    selectNext(editor, event.key === "ArrowDown" ? 1 : -1);
  };

  return (
    <section className="le-panel le-panel-regions" aria-label={t("regions.title")}>
      <header className="le-panel-head">
        <h2>{t("regions.title")}</h2>
        <span className="le-count">{regions.size}</span>
        <span className="le-grow" />
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t("regions.order")}>
              <IconArrowsSort size={16} stroke={1.75} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {ORDERS.map((name) => (
              <Menu.Item key={name} fw={name === order ? 600 : 400} onClick={() => setOrder(name)}>
                {t(ORDER_WORDS[name])}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("regions.hideAll")}
          aria-pressed={allHidden}
          disabled={regions.size === 0}
          onClick={() => editor.commands.run("region.visibility-all")}
        >
          {allHidden ? <IconEyeOff size={16} stroke={1.75} /> : <IconEye size={16} stroke={1.75} />}
        </ActionIcon>
        {toggle}
      </header>
      {rows.length === 0 ? (
        <p className="le-quiet le-panel-empty">{t("regions.none")}</p>
      ) : (
        <div
          ref={scroller}
          className="le-rows"
          role="listbox"
          tabIndex={0}
          aria-label={t("regions.title")}
          aria-multiselectable="true"
          onKeyDown={onKeyDown}
        >
          <div style={{ height: virtual.getTotalSize(), position: "relative" }}>
            {virtual.getVirtualItems().map(({ index, start }) => {
              const region = rows[index];
              if (!region) return null;
              const place = `translateY(${start}px)`;
              if (listed.length === 0) {
                const style = { transform: place, height: ROW_HEIGHT };
                return (
                  <div key={region.id} role="presentation" className="le-slot" style={style}>
                    <Row region={region} index={index} count={rows.length} />
                  </div>
                );
              }
              return (
                <div
                  key={region.id}
                  ref={virtual.measureElement}
                  data-index={index}
                  role="presentation"
                  className="le-slot"
                  style={{ transform: place }}
                >
                  <Row region={region} index={index} count={rows.length} />
                  {regions.has(region.id) && <RowAnswers region={region} controls={listed} />}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </section>
  );
}

/** The questions about a region that are answered in the list. */
function RowAnswers({ region, controls }: { region: Region; controls: readonly ControlPlan[] }) {
  const editor = useEditor();
  const tags = controls.filter(({ objects }) => objects.includes(region.object));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: who types about a region sees it on the stage
    <div className="le-row-answers" onFocus={() => editor.select([region.id])}>
      <RegionContext value={region.id}>
        <TagViews tags={tags.map(({ tag }) => tag)} />
      </RegionContext>
    </div>
  );
}

interface RowProps {
  readonly region: Region;
  readonly index: number;
  readonly count: number;
}

function Row({ region, index, count }: RowProps) {
  const editor = useEditor();
  const t = useWords();
  const { id, score, locked } = region;
  const selected = useEditorState(({ session }) => session.selection.includes(id));
  const hovered = useEditorState(({ session }) => session.hovered === id);
  const hidden = useEditorState(({ session }) => session.hidden.has(id));
  const offered = useEditorState(({ document }) => document.suggestions.has(id));
  const names = ["le-row"];
  if (selected) names.push("le-row-selected");
  if (hovered) names.push("le-row-hovered");
  if (hidden) names.push("le-row-faint");
  const where = editor.registry.kind(region.kind).describe(region.geometry);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the list has the focus
    <div
      className={names.join(" ")}
      role="option"
      aria-selected={selected}
      aria-posinset={index + 1}
      aria-setsize={count}
      onClick={(event) => {
        const { selection } = editor.session;
        const more = event.ctrlKey || event.metaKey || event.shiftKey;
        if (!more) editor.select(selected && selection.length === 1 ? [] : [id]);
        else
          editor.select(selected ? selection.filter((other) => other !== id) : [...selection, id]);
      }}
      onPointerEnter={() => editor.hover(id)}
      onPointerLeave={() => editor.hover(null)}
    >
      <span
        className={offered ? "le-swatch le-swatch-offered" : "le-swatch"}
        style={
          {
            "--le-color": colourOf(editor, region) ?? "var(--le-line-strong)",
          } as React.CSSProperties
        }
      />
      <span className="le-row-name">{nameOf(editor, region)}</span>
      <span className="le-row-where">{where}</span>
      {offered && (
        <Tooltip
          label={
            score === null
              ? t("regions.suggestedPlain")
              : t("regions.suggested", { score: score.toFixed(2) })
          }
        >
          <span className="le-score">{score?.toFixed(2) ?? "?"}</span>
        </Tooltip>
      )}
      {locked && <IconLock size={14} aria-label={t("regions.locked")} />}
      {/* For the pointer: what has the list by keys has Alt+H and Backspace too. */}
      <span className="le-row-actions" aria-hidden="true">
        <ActionIcon
          component="span"
          size="sm"
          variant="subtle"
          color="gray"
          title={t(hidden ? "regions.show" : "regions.hide")}
          onClick={(event) => {
            event.stopPropagation();
            toggleHidden(editor, [id]);
          }}
        >
          {hidden ? <IconEyeOff size={14} /> : <IconEye size={14} />}
        </ActionIcon>
        {!editor.readOnly && !locked && (
          <ActionIcon
            component="span"
            size="sm"
            variant="subtle"
            color="gray"
            title={t("regions.delete")}
            onClick={(event) => {
              event.stopPropagation();
              deleteRegions(editor, [id]);
            }}
          >
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </span>
    </div>
  );
}

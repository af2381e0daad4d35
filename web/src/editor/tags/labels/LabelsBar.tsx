/**
 * The labels along the edge of the stage: name, key, how often used; a search when there are many.
 * Headers and Views among them group them.
 */
import { CloseButton, TextInput, Tooltip } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type CSSProperties, useMemo, useState } from "react";
import { flag, style, text } from "../../core/attrs";
import { optionsShown } from "../../core/filters";
import { clearLabels, labelUses, pickLabel } from "../../core/labeling";
import { emptyCommandId, optionCommandId } from "../../core/options";
import type { ControlPlan, Option } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { inkOn } from "../../kernels/color";
import type { BoundTag } from "../../language";
import { useControl, useEditor, useEditorState } from "../../ui/context";
import { Key } from "../../ui/Key";
import { TagViews } from "../../ui/TagView";
import { useWords } from "../../ui/words";
import "./labels.css";

const SEARCH_FROM = 21;

export function LabelsBar({ tag }: TagProps) {
  const control = useControl(tag.name);
  return control ? <Bar control={control} /> : null;
}

function Bar({ control }: { control: ControlPlan }) {
  const t = useWords();
  const [search, setSearch] = useState("");
  const filter = useEditorState(({ session }) => session.filters[control.name]);
  const shown = useMemo(() => {
    const words = search.trim().toLowerCase();
    const left = optionsShown(control, filter);
    const found =
      words === "" ? left : left.filter(({ value }) => value.toLowerCase().includes(words));
    return new Map(found.map((option) => [option.tag, option]));
  }, [control, search, filter]);
  const column = !flag(control.tag, "showInline", true);

  return (
    <fieldset
      className={column ? "le-labels le-labels-column" : "le-labels"}
      aria-label={t("labels.group")}
    >
      {control.options.length >= SEARCH_FROM && (
        <TextInput
          className="le-labels-search"
          size="xs"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          placeholder={t("labels.search")}
          aria-label={t("labels.search")}
          leftSection={<IconSearch size={14} />}
          rightSection={
            search !== "" && (
              <CloseButton size="xs" aria-label={t("labels.clear")} onClick={() => setSearch("")} />
            )
          }
        />
      )}
      <div className="le-labels-list">
        <Group control={control} tags={control.tag.children} shown={shown} />
        {control.allowEmpty && <EmptyChip control={control} />}
        {shown.size === 0 && <span className="le-quiet">{t("labels.none")}</span>}
      </div>
    </fieldset>
  );
}

interface GroupProps {
  readonly control: ControlPlan;
  readonly tags: readonly BoundTag[];
  readonly shown: ReadonlyMap<BoundTag, Option>;
}

/** Labels where the author put them; a group of which the search leaves none goes. */
function Group({ control, tags, shown }: GroupProps) {
  return tags.map((tag, index) => {
    const key = `${tag.line}:${tag.column}:${index}`;
    const option = shown.get(tag);
    if (tag.tag === "Label") {
      return option && <LabelChip key={key} control={control} option={option} />;
    }
    if (!hasLabels(tag)) return <TagViews key={key} tags={[tag]} />;
    if (!holdsShown(tag, shown)) return null;
    return (
      <div key={key} className="le-labels-list" style={style(tag)}>
        <Group control={control} tags={tag.children} shown={shown} />
      </div>
    );
  });
}

function hasLabels(tag: BoundTag): boolean {
  return tag.children.some((child) => child.tag === "Label" || hasLabels(child));
}

function holdsShown(tag: BoundTag, shown: ReadonlyMap<BoundTag, Option>): boolean {
  return tag.children.some((child) => shown.has(child) || holdsShown(child, shown));
}

function LabelChip({ control, option }: { control: ControlPlan; option: Option }) {
  const editor = useEditor();
  const t = useWords();
  const [key] = editor.commands.keys(optionCommandId(control.name, option));
  const uses = useEditorState(({ settled }) => labelUses(settled, control).get(option.stored) ?? 0);
  const state = useEditorState(({ session, selected }) => {
    const chosen = selected.filter(({ answers }) => {
      const labels = answers[control.name];
      return Array.isArray(labels) && labels.includes(option.stored);
    });
    if (selected.length > 0) return chosen.length > 0 ? "chosen" : "";
    return session.armed[control.name]?.includes(option.stored) ? "armed" : "";
  });
  const { maxUsages, hint, tag } = option;
  const usedUp = maxUsages !== null && uses >= maxUsages;
  const names = ["le-label", state && `le-label-${state}`, usedUp && "le-label-used-up"];
  const alias = flag(tag, "showAlias") ? text(tag, "alias") : "";
  const chip = (
    <button
      type="button"
      className={names.filter(Boolean).join(" ")}
      data-size={text(tag, "size") || undefined}
      style={
        {
          "--le-color": option.color,
          "--le-ink": chosenInk(tag) ?? inkOn(option.color),
        } as CSSProperties
      }
      aria-pressed={state !== ""}
      disabled={editor.readOnly}
      onClick={() => pickLabel(editor, control, option.stored)}
    >
      <span className="le-label-name">{option.value}</span>
      {alias !== "" && <span style={style(tag, "aliasStyle")}>{alias}</span>}
      {uses > 0 && (
        <span className="le-label-uses">
          <span aria-hidden="true">{maxUsages === null ? `×${uses}` : `${uses}/${maxUsages}`}</span>
          <span className="le-unseen">{t("labels.used", { count: uses })}</span>
        </span>
      )}
      <Key of={key} />
    </button>
  );
  return hint === "" ? chip : <Tooltip label={hint}>{chip}</Tooltip>;
}

/** The ink the config wants on a picked label; without one, whichever is read best. */
function chosenInk(tag: BoundTag): string | null {
  const color = text(tag, "selectedColor").toLowerCase();
  return color === "" || /^#f{3}(?:f{3})?$|^white$/.test(color) ? null : color;
}

/** `allowEmpty`: a region may say that it has no label. */
function EmptyChip({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const [key] = editor.commands.keys(emptyCommandId(control.name));
  const chosen = useEditorState(({ selected, session }) =>
    selected.length > 0
      ? selected.every(({ answers }) => isNone(answers[control.name]))
      : session.armed[control.name]?.length === 0,
  );
  return (
    <button
      type="button"
      className={chosen ? "le-label le-label-empty le-label-chosen" : "le-label le-label-empty"}
      aria-pressed={chosen}
      disabled={editor.readOnly}
      onClick={() => clearLabels(editor, control)}
    >
      <span className="le-label-name">{t("region.unlabelled")}</span>
      <Key of={key} />
    </button>
  );
}

function isNone(labels: unknown): boolean {
  return !Array.isArray(labels) || labels.length === 0;
}

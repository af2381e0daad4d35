/** The list of relations: from which region to which, which way, and what the relation is called. */
import { ActionIcon, MultiSelect, Select, Tooltip } from "@mantine/core";
import {
  IconArrowLeft,
  IconArrowRight,
  IconArrowsHorizontal,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useMemo } from "react";
import { colourOf } from "../../core/labeling";
import {
  deleteRelation,
  labelRelation,
  type Relation,
  relationsOf,
  turnRelation,
  wordsOf,
} from "../../core/relations";
import { type RelationChoices, relationChoices } from "../../tags/relations/choices";
import { useEditor, useEditorState } from "../context";
import { Key } from "../Key";
import { useWords } from "../words";

const ARROWS = { right: IconArrowRight, bi: IconArrowsHorizontal, left: IconArrowLeft } as const;

export function RelationsPanel() {
  const editor = useEditor();
  const t = useWords();
  const kept = useEditorState(({ settled }) => settled.kept);
  const regions = useEditorState(({ settled }) => settled.regions);
  const relating = useEditorState(({ session }) => session.relating);
  const choices = useMemo(() => relationChoices(editor.tree), [editor]);
  const relations = useMemo(
    () => relationsOf({ document: { ...editor.document, kept, regions } }),
    [editor, kept, regions],
  );
  const [key] = editor.commands.keys("region.relation");
  if (relations.length === 0 && relating === null && choices === null) return null;
  return (
    <section className="le-panel le-panel-relations" aria-label={t("relations.title")}>
      <header className="le-panel-head">
        <h2>{t("relations.title")}</h2>
        <span className="le-count">{relations.length}</span>
        <span className="le-grow" />
        <Key of={key} />
      </header>
      {relating !== null && <Waiting id={relating} />}
      {relations.length === 0 && relating === null && (
        <p className="le-quiet le-panel-empty">{t("relations.none")}</p>
      )}
      <ul className="le-relations">
        {relations.map((relation) => (
          <Row key={relation.key} relation={relation} choices={choices} />
        ))}
      </ul>
    </section>
  );
}

function Waiting({ id }: { id: string }) {
  const editor = useEditor();
  const t = useWords();
  const region = useEditorState((now) => now.region(id));
  return (
    <p className="le-relating">
      <span>{region && t("relations.pick", wordsOf(editor, region))}</span>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t("relations.stop")}
        onClick={() => editor.update({ relating: null })}
      >
        <IconX size={14} />
      </ActionIcon>
    </p>
  );
}

interface RowProps {
  readonly relation: Relation;
  readonly choices: RelationChoices | null;
}

function Row({ relation, choices }: RowProps) {
  const editor = useEditor();
  const t = useWords();
  const Arrow = ARROWS[relation.direction];
  const direction = t(`relations.direction.${relation.direction}`);
  return (
    <li className="le-relation">
      <div className="le-relation-ends">
        <End id={relation.from} />
        <Tooltip label={direction}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={direction}
            disabled={editor.readOnly}
            onClick={() => turnRelation(editor, relation)}
          >
            <Arrow size={16} />
          </ActionIcon>
        </Tooltip>
        <End id={relation.to} />
        {!editor.readOnly && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={t("relations.delete")}
            onClick={() => deleteRelation(editor, relation)}
          >
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </div>
      {choices && choices.labels.length > 0 ? (
        <Labels relation={relation} choices={choices} />
      ) : (
        relation.labels.length > 0 && <span className="le-quiet">{relation.labels.join(", ")}</span>
      )}
    </li>
  );
}

/** One of the two regions: shown on the stage while pointed at, selected when pressed. */
function End({ id }: { id: string }) {
  const editor = useEditor();
  const region = useEditorState((now) => now.region(id));
  if (!region) return null;
  const { label, where } = wordsOf(editor, region);
  return (
    <button
      type="button"
      className="le-relation-end"
      title={`${label}, ${where}`}
      onClick={() => editor.select([id])}
      onPointerEnter={() => editor.hover(id)}
      onPointerLeave={() => editor.hover(null)}
    >
      <span
        className="le-swatch"
        style={
          {
            "--le-color": colourOf(editor, region) ?? "var(--le-line-strong)",
          } as React.CSSProperties
        }
      />
      <span className="le-relation-words">
        <span>{label}</span>
        <span>{where}</span>
      </span>
    </button>
  );
}

function Labels({ relation, choices }: RowProps & { choices: RelationChoices }) {
  const editor = useEditor();
  const t = useWords();
  const values = choices.labels.map(({ value }) => value);
  // A label that the config does not have stays until it is taken away.
  const foreign = relation.labels.filter((label) => !values.includes(label));
  const shared = {
    size: "xs",
    data: [...values, ...foreign],
    clearable: true,
    searchable: values.length > 8,
    disabled: editor.readOnly,
    placeholder: relation.labels.length === 0 ? t("relations.label") : "",
    "aria-label": t("relations.label"),
  } as const;
  return choices.multiple ? (
    <MultiSelect
      {...shared}
      value={[...relation.labels]}
      onChange={(labels) => labelRelation(editor, relation, labels)}
    />
  ) : (
    <Select
      {...shared}
      value={relation.labels[0] ?? null}
      onChange={(label) => labelRelation(editor, relation, label === null ? [] : [label])}
    />
  );
}

/** The config without XML: its tags as cards, their labels as rows, their attributes as a form. */
import { ActionIcon, Badge, Button, Collapse, Group, Menu, Text } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outline } from "@/api/types";
import { type Catalogue, childrenOf } from "./catalogue";
import { type Change, type NewTag, type Path, written } from "./changes";
import { Entries } from "./Entries";
import { TagForm } from "./TagForm";
import classes from "./VisualEditor.module.css";

export type Edit = (change: Change) => void;

interface VisualEditorProps {
  root: Outline;
  catalogue: Catalogue;
  onEdit: Edit;
}

export function VisualEditor({ root, catalogue, onEdit }: VisualEditorProps) {
  const { t } = useTranslation();
  return (
    <section className={classes.visual} aria-label={t("config.visual")}>
      <TagCards tag={root} path={[]} root={root} catalogue={catalogue} onEdit={onEdit} />
    </section>
  );
}

interface CardsProps extends VisualEditorProps {
  tag: Outline;
  path: Path;
}

/** The tags inside one, and a menu of what else it may hold. */
function TagCards({ tag, path, root, catalogue, onEdit }: CardsProps) {
  const { t } = useTranslation();
  const allowed = childrenOf(catalogue, tag.tag).filter(
    (name) => catalogue[name]?.kind !== "child" || name === "Panel",
  );
  const kinds = ["object", "control", "visual", "child"] as const;
  return (
    <>
      {tag.children.map((child, index) => (
        <TagCard
          // Tags have no identity but their place; what is open stays with the name.
          key={`${child.tag}:${written(child, "name") ?? index}`}
          tag={child}
          path={[...path, index]}
          siblings={tag.children.length}
          root={root}
          catalogue={catalogue}
          onEdit={onEdit}
        />
      ))}
      <Menu position="bottom-start" width={260} withinPortal>
        <Menu.Target>
          <Button variant="subtle" size="xs" leftSection={<IconPlus size={14} aria-hidden />}>
            {t("config.addTo", { tag: tag.tag })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflow: "auto" }}>
          {kinds.map((kind) => {
            const names = allowed.filter((name) => catalogue[name]?.kind === kind);
            if (names.length === 0) return null;
            return (
              <div key={kind}>
                <Menu.Label>{t(`config.kind.${kind}`)}</Menu.Label>
                {names.map((name) => (
                  <Menu.Item
                    key={name}
                    onClick={() =>
                      onEdit({
                        op: "insert",
                        path: [...path],
                        index: tag.children.length,
                        tags: [newTag(name, root, catalogue)],
                      })
                    }
                  >
                    {name}
                    <Text size="xs" c="dimmed" className="ly-clip-2">
                      {catalogue[name]?.doc}
                    </Text>
                  </Menu.Item>
                ))}
              </div>
            );
          })}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function TagCard(props: CardsProps & { siblings: number }) {
  const { tag, path, root, catalogue, siblings, onEdit } = props;
  const { t } = useTranslation();
  const spec = catalogue[tag.tag];
  const entry = entryOf(catalogue, tag.tag);
  const [open, setOpen] = useState(entry !== null);
  const name = written(tag, "name");
  const shown = name ?? written(tag, "value") ?? "";
  const holds = spec ? spec.children.length > 0 && entry === null : tag.children.length > 0;
  const index = path.at(-1) ?? 0;
  const of = { tag: tag.tag, name: shown };
  const go = (to: number) => onEdit({ op: "move", path: [...path], index: to });
  return (
    <article className={classes.card} aria-label={`${tag.tag} ${shown}`.trim()}>
      <Group gap={4} wrap="nowrap">
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          flex={1}
          miw={0}
          justify="flex-start"
          aria-expanded={open}
          leftSection={open ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
          onClick={() => setOpen(!open)}
        >
          <b>{tag.tag}</b>
          <Text span size="sm" c="dimmed" ml={8} truncate>
            {shown}
          </Text>
        </Button>
        {entry ? (
          <Badge variant="light" color="gray">
            {tag.children.filter((child) => child.tag === entry).length}
          </Badge>
        ) : null}
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={index === 0}
          aria-label={t("config.up", of)}
          onClick={() => go(index - 1)}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={index === siblings - 1}
          aria-label={t("config.down", of)}
          onClick={() => go(index + 1)}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t("config.remove", of)}
          onClick={() => onEdit({ op: "remove", path: [...path] })}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      <Collapse expanded={open}>
        {open ? (
          <div className={classes.inside}>
            {entry ? (
              <Entries
                tag={tag}
                path={path}
                entry={entry}
                spec={catalogue[entry]}
                onEdit={onEdit}
              />
            ) : null}
            <TagForm tag={tag} path={path} root={root} catalogue={catalogue} onEdit={onEdit} />
            {holds ? (
              <TagCards tag={tag} path={path} root={root} catalogue={catalogue} onEdit={onEdit} />
            ) : null}
          </div>
        ) : null}
      </Collapse>
    </article>
  );
}

/** The child tag that a control's labels, choices or shortcuts are written as. */
function entryOf(catalogue: Catalogue, tag: string): string | null {
  if (catalogue[tag]?.kind !== "control") return null;
  const children = catalogue[tag].children;
  return ["Label", "Choice", "Shortcut", "Bucket"].find((name) => children.includes(name)) ?? null;
}

/** A tag with what it cannot be without: a name nobody has, an object to label, two entries. */
function newTag(name: string, root: Outline, catalogue: Catalogue): NewTag {
  const spec = catalogue[name];
  const attributes: Record<string, string> = {};
  const names = new Set(named(root).map((tag) => written(tag, "name")));
  if (spec && "name" in spec.attributes && (spec.kind === "object" || spec.kind === "control")) {
    const base = name.replace(/(?<=.)Labels$/, "").toLowerCase();
    let free = base;
    for (let number = 2; names.has(free); number += 1) free = `${base}${number}`;
    attributes.name = free;
  }
  if (spec?.attributes.toName?.required) {
    const object = named(root).find((tag) => catalogue[tag.tag]?.kind === "object");
    attributes.toName = (object && written(object, "name")) ?? "";
  }
  if (spec?.kind === "object") attributes.value = `$${name.toLowerCase()}`;
  if (spec?.attributes.value?.required && !attributes.value) attributes.value = name;
  const entry = entryOf(catalogue, name);
  const values = entry === "Label" || entry === "Choice" ? ["First", "Second"] : [];
  const children = values.map((value) => ({
    tag: entry ?? "",
    attributes: { value },
    children: [],
  }));
  return { tag: name, attributes, children };
}

export function named(tag: Outline): Outline[] {
  const inside = tag.children.flatMap(named);
  return written(tag, "name") === null ? inside : [tag, ...inside];
}

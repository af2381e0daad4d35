/** The attributes of one tag as a form made from the catalogue: given ones, and a list of others. */
import { ActionIcon, Group, Select, Stack } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Outline } from "@/api/types";
import type { AttributeSpec, Catalogue } from "./catalogue";
import { type Path, written } from "./changes";
import { Field } from "./Field";
import { type Edit, named } from "./VisualEditor";

interface TagFormProps {
  tag: Outline;
  path: Path;
  root: Outline;
  catalogue: Catalogue;
  onEdit: Edit;
}

export function TagForm({ tag, path, root, catalogue, onEdit }: TagFormProps) {
  const { t } = useTranslation();
  const [asked, setAsked] = useState<string[]>([]);
  const specs: Record<string, AttributeSpec> = catalogue[tag.tag]?.attributes ?? {};
  const declared = Object.keys(specs).filter(
    (name) => written(tag, name) !== null || specs[name]?.required || asked.includes(name),
  );
  const others = Object.keys(tag.attributes).filter(
    (name) => !Object.keys(specs).some((known) => known.toLowerCase() === name.toLowerCase()),
  );
  const rest = Object.keys(specs).filter((name) => !declared.includes(name));

  function set(attribute: string, value: string | null): void {
    if (attribute === "name" && value) onEdit({ op: "rename", path: [...path], name: value });
    else onEdit({ op: "set", path: [...path], attribute, value });
  }

  return (
    <Stack gap={6}>
      {[...declared, ...others].map((name) => (
        <Group key={name} gap={4} align="end" wrap="nowrap">
          <Attribute
            name={name}
            spec={specs[name]}
            value={written(tag, name) ?? ""}
            objects={named(root)
              .filter((other) => catalogue[other.tag]?.kind === "object")
              .flatMap((other) => written(other, "name") ?? [])}
            onCommit={(value) => set(name, value)}
          />
          {specs[name]?.required ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              mb={4}
              aria-label={t("config.dropSetting", { name })}
              onClick={() => {
                setAsked(asked.filter((other) => other !== name));
                if (written(tag, name) !== null) set(name, null);
              }}
            >
              <IconX size={14} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {rest.length > 0 ? (
        <Select
          size="xs"
          searchable
          value={null}
          placeholder={t("config.addSetting")}
          aria-label={t("config.addSetting")}
          data={rest}
          renderOption={({ option }) => (
            <span>
              <b>{option.value}</b> <span className="ly-quiet">{specs[option.value]?.doc}</span>
            </span>
          )}
          onChange={(name) => {
            if (name) setAsked([...asked, name]);
          }}
        />
      ) : null}
    </Stack>
  );
}

interface AttributeProps {
  name: string;
  spec: AttributeSpec | undefined;
  value: string;
  objects: string[];
  onCommit: (value: string | null) => void;
}

function Attribute({ name, spec, value, objects, onCommit }: AttributeProps) {
  const data = name === "toName" ? objects : spec?.values;
  const common = { size: "xs", flex: 1, label: name, description: spec?.doc } as const;
  const placeholder = spec?.default === null ? "" : String(spec?.default ?? "");
  if (data && !value.includes(",") && !value.includes("$")) {
    const known = value === "" || data.includes(value) ? data : [...data, value];
    return (
      <Select
        {...common}
        data={known}
        value={value || null}
        placeholder={placeholder}
        onChange={onCommit}
      />
    );
  }
  return (
    <Field
      {...common}
      placeholder={placeholder}
      value={value}
      onCommit={(text) => onCommit(text === "" && !spec?.required ? null : text)}
    />
  );
}

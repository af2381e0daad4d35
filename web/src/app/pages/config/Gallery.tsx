/** Templates as cards, grouped and searched; those for the data at hand first. Arrows move. */
import { SimpleGrid, Stack, Text, TextInput, Title, UnstyledButton } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Failure, Loading } from "../../components/states";
import { templatesQuery } from "../../projectApi";
import classes from "./Gallery.module.css";

interface GalleryProps {
  /** Only templates for this kind of data, when there are any. */
  kind: string | null;
  chosen?: string | null;
  /** Cards below each other, where there is little room. */
  narrow?: boolean;
  onPick: (template: Template) => void;
}

export function Gallery({ kind, chosen = null, narrow = false, onPick }: GalleryProps) {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  const [sought, setSought] = useState("");
  if (templates.error)
    return <Failure error={templates.error} onRetry={() => void templates.refetch()} />;
  if (!templates.data) return <Loading />;
  const fitting = templates.data.filter((template) => template.kind === kind);
  const words = sought.toLowerCase().split(/\s+/);
  const shown = (fitting.length > 0 ? fitting : templates.data).filter((template) => {
    const said = `${template.title} ${template.group} ${template.description}`.toLowerCase();
    const tags = template.label_config.toLowerCase();
    return words.every((word) => said.includes(word) || tags.includes(`<${word}`));
  });
  const groups = [...new Set(shown.map((template) => template.group))];
  return (
    <Stack gap="lg" aria-label={t("config.template")} onKeyDown={walk}>
      <TextInput
        type="search"
        leftSection={<IconSearch size={16} aria-hidden />}
        placeholder={t("config.find")}
        aria-label={t("config.find")}
        value={sought}
        onChange={(event) => setSought(event.currentTarget.value)}
      />
      {shown.length === 0 ? <Text c="dimmed">{t("config.nothingFound")}</Text> : null}
      {groups.map((group) => (
        <div key={group}>
          <Title order={3} c="dimmed" mb="sm">
            {group}
          </Title>
          <SimpleGrid cols={narrow ? 1 : { base: 1, xs: 2, md: 3 }} spacing="sm">
            {shown
              .filter((template) => template.group === group)
              .map((template) => (
                <UnstyledButton
                  key={template.name}
                  data-template
                  className={`ly-surface ${classes.card}`}
                  aria-pressed={template.name === chosen}
                  onClick={() => onPick(template)}
                >
                  <Text fw={600}>{template.title}</Text>
                  <Text size="xs" c="dimmed" className="ly-clip-2">
                    {template.description}
                  </Text>
                </UnstyledButton>
              ))}
          </SimpleGrid>
        </div>
      ))}
    </Stack>
  );
}

/** The arrows go from the search field to the cards and from card to card. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const places = [
    ...event.currentTarget.querySelectorAll<HTMLElement>("input[type=search], [data-template]"),
  ];
  const next = places[places.indexOf(event.target as HTMLElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

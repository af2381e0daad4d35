/** Templates as cards, grouped; those for the data at hand first. */
import { SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Failure, Loading } from "../../components/states";
import { templatesQuery } from "../../projectApi";
import classes from "./Gallery.module.css";

interface GalleryProps {
  /** Only templates for this kind of data, when there are any. */
  kind: string | null;
  chosen?: string | null;
  onPick: (template: Template) => void;
}

export function Gallery({ kind, chosen = null, onPick }: GalleryProps) {
  const { t } = useTranslation();
  const templates = useQuery(templatesQuery);
  if (templates.error)
    return <Failure error={templates.error} onRetry={() => void templates.refetch()} />;
  if (!templates.data) return <Loading />;
  const fitting = templates.data.filter((template) => template.kind === kind);
  const shown = fitting.length > 0 ? fitting : templates.data;
  const groups = [...new Set(shown.map((template) => template.group))];
  return (
    <Stack gap="lg" aria-label={t("config.template")}>
      {groups.map((group) => (
        <div key={group}>
          <Title order={3} c="dimmed" mb="sm">
            {group}
          </Title>
          <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="sm">
            {shown
              .filter((template) => template.group === group)
              .map((template) => (
                <UnstyledButton
                  key={template.name}
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

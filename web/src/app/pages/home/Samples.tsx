/** A fresh installation: three sample projects with real data, one click each, or one's own data. */
import { Box, Button, Group, Loader, SimpleGrid, Text, Title, UnstyledButton } from "@mantine/core";
import {
  IconLayoutGrid,
  IconMessage2,
  IconNumbers,
  IconPlus,
  IconTable,
} from "@tabler/icons-react";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { get, post } from "@/api/http";
import type { Project, Sample } from "@/api/types";
import { notifyError } from "../../components/notify";
import { Failure, Loading } from "../../components/states";
import { queryClient } from "../../query";
import classes from "./Home.module.css";

const ICONS: Record<string, typeof IconTable> = {
  digits: IconNumbers,
  text: IconMessage2,
  texts: IconMessage2,
  table: IconTable,
};

export function Samples() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const samples = useQuery({
    queryKey: ["samples"],
    queryFn: () => get<Sample[]>("api/labelry/samples"),
  });
  const make = useMutation({
    mutationFn: (name: string) => post<Project>(`api/labelry/samples/${name}`),
    onSuccess: async (project) => {
      await queryClient.invalidateQueries({ queryKey: ["projects"] });
      await navigate({ to: "/projects/$project/labeling", params: { project: project.id } });
    },
    onError: (error) => notifyError(error),
  });
  if (samples.error)
    return <Failure error={samples.error} onRetry={() => void samples.refetch()} />;
  if (!samples.data) return <Loading />;
  return (
    <Box>
      <Text size="lg" mb="lg" maw={640}>
        {t("samples.text")}
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="md">
        {samples.data.map((sample) => {
          const Icon = ICONS[sample.name] ?? IconLayoutGrid;
          const busy = make.isPending && make.variables === sample.name;
          return (
            <UnstyledButton
              key={sample.name}
              className={`ly-surface ${classes.sample}`}
              disabled={make.isPending}
              onClick={() => make.mutate(sample.name)}
            >
              <Box c="var(--ly-accent)" h={28}>
                {busy ? <Loader size={24} /> : <Icon size={28} stroke={1.5} aria-hidden />}
              </Box>
              <Title order={2}>{sample.title}</Title>
              <Text c="dimmed">{sample.description}</Text>
              <Text fw={600} c="var(--ly-accent)" mt="auto" pt="sm">
                {t("samples.start")}
              </Text>
            </UnstyledButton>
          );
        })}
      </SimpleGrid>
      <Group mt="lg" gap="sm">
        <Text c="dimmed">{t("samples.or")}</Text>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} />}
          renderRoot={(props) => <Link to="/projects/new" {...props} />}
        >
          {t("samples.own")}
        </Button>
      </Group>
    </Box>
  );
}

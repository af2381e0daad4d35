/** What stands in the stage's place when there is no task to show. */
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconBrowserCheck, IconPlugConnectedX } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Counters, Project } from "@/api/types";
import { Sparkline } from "../components/Sparkline";
import { Empty } from "../components/states";
import { formatNumber } from "../i18n";

interface DoneProps {
  project: Project;
  counters: Counters;
  onRetry: () => void;
  onBack: (() => void) | null;
}

/** The stream is empty: thanks, what was done, and where to go. */
export function Done({ project, counters, onRetry, onBack }: DoneProps) {
  const { t } = useTranslation();
  const all = counters.left === 0;
  return (
    <Stack align="center" justify="center" h="100%" gap="sm" p="lg" ta="center">
      <svg width={72} height={72} viewBox="0 0 72 72" aria-hidden>
        <circle cx={36} cy={36} r={34} fill="var(--ly-accent-wash)" />
        <path
          d="M22 37l10 10 19-22"
          fill="none"
          stroke="var(--ly-accent)"
          strokeWidth={4}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <Title order={1} mt="sm">
        {counters.total === 0 ? t("done.noTasks") : all ? t("done.all") : t("done.yours")}
      </Title>
      <Text c="dimmed" maw={420}>
        {counters.total === 0
          ? t("done.noTasksText")
          : t(all ? "done.allText" : "done.yoursText", {
              today: formatNumber(counters.mine_today),
              finished: formatNumber(counters.finished),
              total: formatNumber(counters.total),
            })}
      </Text>
      <Sparkline days={counters.week} />
      <Group mt="md" justify="center">
        {onBack ? (
          <Button variant="default" onClick={onBack}>
            {t("done.lookBack")}
          </Button>
        ) : null}
        <Button variant="default" onClick={onRetry}>
          {t("done.lookAgain")}
        </Button>
        <Button
          renderRoot={(props) => (
            <Link to="/projects/$project/data" params={{ project: project.id }} {...props} />
          )}
        >
          {t("done.tasks")}
        </Button>
      </Group>
    </Stack>
  );
}

export function Waiting({ kept, onRetry }: { kept: number; onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<IconPlugConnectedX size={36} stroke={1.4} />}
      title={t("waiting.title")}
      text={t("waiting.text", { count: kept })}
    >
      <Button variant="default" onClick={onRetry}>
        {t("state.retry")}
      </Button>
    </Empty>
  );
}

export function Elsewhere({ onTakeOver }: { onTakeOver: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<IconBrowserCheck size={36} stroke={1.4} />}
      title={t("elsewhere.title")}
      text={t("elsewhere.text")}
    >
      <Button onClick={onTakeOver}>{t("elsewhere.takeOver")}</Button>
    </Empty>
  );
}

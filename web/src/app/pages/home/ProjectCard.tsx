/** One project: how far it is, the week's work, and the button that starts labeling. */
import { Button, Group, Paper, Progress, Text } from "@mantine/core";
import { IconPlayerPlayFilled, IconUpload } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Project } from "@/api/types";
import { Sparkline } from "../../components/Sparkline";
import { formatNumber } from "../../i18n";
import classes from "./Home.module.css";

export function ProjectCard({ project }: { project: Project }) {
  const { t } = useTranslation();
  const { task_number: total, finished_task_number: finished } = project;
  const share = total === 0 ? 0 : (finished / total) * 100;
  const params = { project: project.id };
  return (
    <Paper className={`ly-surface ${classes.card}`} component="article">
      <div>
        <Link to="/projects/$project/data" params={params} className={classes.title}>
          {project.title}
        </Link>
        <Text c="dimmed" className="ly-clip-2" mih={20} mt={4}>
          {project.description}
        </Text>
      </div>
      <div>
        <Progress value={share} size={6} aria-label={t("home.progress")} />
        <Group justify="space-between" mt={8} wrap="nowrap">
          <Text size="xs" c="dimmed" className="ly-number">
            {total === 0
              ? t("home.empty")
              : finished >= total
                ? t("home.finished", { total: formatNumber(total) })
                : t("home.of", { finished: formatNumber(finished), total: formatNumber(total) })}
          </Text>
          {project.week ? <Sparkline days={project.week} /> : null}
        </Group>
      </div>
      <Group justify="space-between">
        {total === 0 ? (
          <Button
            variant="default"
            className={classes.start}
            leftSection={<IconUpload size={16} />}
            renderRoot={(props) => (
              <Link to="/projects/$project/import" params={params} {...props} />
            )}
          >
            {t("nav.import")}
          </Button>
        ) : (
          <Button
            className={classes.start}
            {...(finished >= total ? { variant: "default" } : {})}
            leftSection={<IconPlayerPlayFilled size={14} />}
            aria-label={t("home.label", { project: project.title })}
            renderRoot={(props) => (
              <Link to="/projects/$project/labeling" params={params} {...props} />
            )}
          >
            {t("home.start")}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

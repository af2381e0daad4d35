/** The bar above the work: where one is, how far one has come, and whether it is saved. */
import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconBook, IconCommand, IconKeyboard } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { Trans, useTranslation } from "react-i18next";
import type { Counters, Project } from "@/api/types";
import { commandsNow } from "../commands/registry";
import { formatNumber } from "../i18n";
import classes from "./Desk.module.css";
import type { Saved } from "./useLabeling";

interface SlimBarProps {
  project: Project;
  counters: Counters;
  /** New answers that the counters do not know yet. */
  since: number;
  saved: Saved;
  task: number | null;
  onInstructions: (() => void) | null;
}

export function SlimBar({ project, counters, since, saved, task, onInstructions }: SlimBarProps) {
  const { t } = useTranslation();
  const today = formatNumber(counters.mine_today + since);
  const left = formatNumber(Math.max(0, counters.left - since));
  return (
    <header className={classes.bar}>
      <div className={classes.barSide}>
        <Tooltip label={t("labeling.leave")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("labeling.leave")}
            renderRoot={(props) => (
              <Link to="/projects/$project/data" params={{ project: project.id }} {...props} />
            )}
          >
            <IconArrowLeft size={18} />
          </ActionIcon>
        </Tooltip>
        <span className={classes.project}>{project.title}</span>
        {task === null ? null : (
          <span className={`ly-quiet ly-number ${classes.wide}`}>
            {t("labeling.task", { number: task })}
          </span>
        )}
      </div>
      <div className={classes.barSide}>
        <span className={classes.counts}>
          <span>
            <Trans i18nKey="labeling.today" values={{ count: today }} components={{ b: <b /> }} />
          </span>
          <span>
            <Trans i18nKey="labeling.left" values={{ count: left }} components={{ b: <b /> }} />
          </span>
        </span>
        <span className={classes.saved} data-word={saved.word} role="status">
          <span className={classes.dot} aria-hidden />
          {saved.word === "offline"
            ? t("saved.offline", { kept: saved.kept })
            : t(`saved.${saved.word}`)}
        </span>
        <div className={classes.wide} style={{ whiteSpace: "nowrap" }}>
          {onInstructions ? (
            <BarButton label={t("labeling.instructions")} onClick={onInstructions}>
              <IconBook size={18} />
            </BarButton>
          ) : null}
          <BarButton label={t("sheet.title")} onClick={() => runCommand("sheet")}>
            <IconKeyboard size={18} />
          </BarButton>
          <BarButton label={t("palette.title")} onClick={() => runCommand("palette")}>
            <IconCommand size={18} />
          </BarButton>
        </div>
      </div>
    </header>
  );
}

function BarButton(props: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={props.label}
        onClick={props.onClick}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

function runCommand(id: string): void {
  commandsNow()
    .find((command) => command.id === id)
    ?.run();
}

/** The last five answers, each one click away from being taken back. */
import { IconCornerUpLeft } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./Desk.module.css";
import type { Step } from "./stream";

const SHOWN = 5;

interface TrailProps {
  steps: readonly Step[];
  position: number;
  onRevisit: (position: number) => void;
}

export function Trail({ steps, position, onRevisit }: TrailProps) {
  const { t } = useTranslation();
  const own = steps
    .map((step, index) => ({ step, index }))
    .filter(({ step }) => step.uniqueId !== null)
    .slice(-SHOWN);
  return (
    <nav className={classes.trail} aria-label={t("labeling.trail")}>
      {own.map(({ step, index }) => {
        const words = step.cancelled ? t("labeling.skipped") : step.words || t("labeling.empty");
        return (
          <button
            key={step.task}
            type="button"
            className={classes.step}
            aria-current={index === position ? "step" : undefined}
            aria-label={t("labeling.takeBack", { words })}
            onClick={() => onRevisit(index)}
          >
            <IconCornerUpLeft size={12} aria-hidden />
            <span className="ly-clip-1">{words}</span>
          </button>
        );
      })}
    </nav>
  );
}

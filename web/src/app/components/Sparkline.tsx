/** Seven days of work as seven bars. */
import { Tooltip } from "@mantine/core";
import { useTranslation } from "react-i18next";

export function Sparkline({ days }: { days: number[] }) {
  const { t } = useTranslation();
  const most = Math.max(1, ...days);
  const sum = days.reduce((a, b) => a + b, 0);
  const label = t("home.week", { count: sum });
  return (
    <Tooltip label={label}>
      <svg width={62} height={22} role="img" aria-label={label}>
        {days.map((count, day) => {
          const height = count === 0 ? 2 : 4 + (count / most) * 18;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a day's place in the week is its identity
              key={day}
              x={day * 9}
              y={22 - height}
              width={6}
              height={height}
              rx={1.5}
              fill={count === 0 ? "var(--ly-line-strong)" : "var(--ly-accent)"}
              opacity={count === 0 ? 1 : 0.85}
            />
          );
        })}
      </svg>
    </Tooltip>
  );
}

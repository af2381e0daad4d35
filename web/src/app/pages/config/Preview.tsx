/** The form as people will see it; what is labeled here is kept nowhere. */
import { Group, NativeSelect, Text } from "@mantine/core";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { LabelingEditor } from "@/editor";
import type { JsonObject } from "@/editor/language";
import { withBase } from "../../base";
import classes from "./ConfigEditor.module.css";
import type { Checked } from "./useConfigCheck";

interface PreviewProps {
  good: NonNullable<Checked["good"]>;
  tasks: readonly JsonObject[];
  stale: boolean;
}

export function Preview({ good, tasks, stale }: PreviewProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState(0);
  const data = tasks[chosen] ?? null;
  const fits = data !== null && good.keys.every((key) => key in data);
  const shown = useMemo(() => withBase(fits && data ? data : good.sample), [fits, data, good]);
  const redraw = useMemo(() => JSON.stringify([good.tree, shown]), [good.tree, shown]);
  return (
    <>
      <Group
        px="md"
        py={8}
        justify="space-between"
        style={{ borderBottom: "1px solid var(--ly-line)" }}
      >
        <Text size="xs" c="dimmed">
          {t(fits ? "config.onYourData" : "config.onSample")}
        </Text>
        {tasks.length > 1 ? (
          <NativeSelect
            size="xs"
            aria-label={t("config.previewWith")}
            value={chosen}
            onChange={(event) => setChosen(Number(event.currentTarget.value))}
            data={[
              { value: "-1", label: t("config.sample") },
              ...tasks.map((_, index) => ({
                value: String(index),
                label: t("config.task", { number: index + 1 }),
              })),
            ]}
          />
        ) : null}
        {stale ? (
          <Text size="xs" c="var(--ly-warning)">
            {t("config.lastGood")}
          </Text>
        ) : null}
      </Group>
      <div className={`${classes.preview} ${stale ? classes.stale : ""}`}>
        <LabelingEditor key={redraw} tree={good.tree} data={shown} keyboard={false} />
      </div>
    </>
  );
}

/** XML left, the live form right: the same editor people will label with, on real data where there is any. */
import { Alert, Group, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import type { Problem } from "@/api/types";
import type { JsonObject } from "@/editor/language";
import { Loading } from "../../components/states";
import classes from "./ConfigEditor.module.css";
import { catalogueQuery } from "./catalogue";
import type { Checked } from "./useConfigCheck";

const XmlEditor = lazy(() =>
  import("./XmlEditor").then(({ XmlEditor: editor }) => ({ default: editor })),
);
const Preview = lazy(() =>
  import("./Preview").then(({ Preview: preview }) => ({ default: preview })),
);

interface ConfigEditorProps {
  value: string;
  onChange: (value: string) => void;
  checked: Checked;
  /** A task of the project to preview with; the config's sample otherwise. */
  data: JsonObject | null;
}

export function ConfigEditor({ value, onChange, checked, data }: ConfigEditorProps) {
  const { t } = useTranslation();
  const catalogue = useQuery(catalogueQuery);
  return (
    <div className={classes.split}>
      <section className={classes.pane} aria-label={t("config.text")}>
        <div className={classes.text}>
          <Suspense fallback={<Loading />}>
            <XmlEditor
              value={value}
              onChange={onChange}
              problems={checked.problems}
              elements={catalogue.data ?? []}
              label={t("config.text")}
            />
          </Suspense>
        </div>
        <ProblemList problems={checked.problems} />
      </section>
      <section className={classes.pane} aria-label={t("config.preview")}>
        <Suspense fallback={<Loading />}>
          {checked.good ? (
            <Preview good={checked.good} data={data} stale={!checked.current} />
          ) : null}
        </Suspense>
      </section>
    </div>
  );
}

function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const { t } = useTranslation();
  if (problems.length === 0) {
    return (
      <Group className={classes.problems} gap={6} c="dimmed">
        <IconCircleCheck size={16} aria-hidden />
        <Text size="xs">{t("config.fine")}</Text>
      </Group>
    );
  }
  return (
    <div className={classes.problems} role="status">
      {problems.map((problem) => {
        const error = problem.severity === "error";
        return (
          <Alert
            key={`${problem.line}:${problem.column}:${problem.message}`}
            variant="transparent"
            color={error ? "red" : "yellow"}
            p={4}
            icon={error ? <IconCircleX size={16} /> : <IconAlertTriangle size={16} />}
          >
            <Text size="xs">
              {problem.line === null ? null : <b>{t("config.line", { line: problem.line })} </b>}
              {problem.message} <span className="ly-quiet">{problem.hint}</span>
            </Text>
          </Alert>
        );
      })}
    </div>
  );
}

/** The gallery of labeling configs in a dialog, the chosen one drawn beside it by the real editor. */
import { Button, Modal, Text } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Loading } from "../../components/states";
import { Gallery } from "./Gallery";
import classes from "./Gallery.module.css";
import { useConfigCheck } from "./useConfigCheck";

const Preview = lazy(() =>
  import("./Preview").then(({ Preview: preview }) => ({ default: preview })),
);
const NO_TASKS = [] as const;

interface TemplatePickerProps {
  opened: boolean;
  onClose: () => void;
  onPick: (template: Template) => void;
}

export function TemplatePicker({ opened, onClose, onPick }: TemplatePickerProps) {
  const { t } = useTranslation();
  const [looked, setLooked] = useState<Template | null>(null);
  const { good } = useConfigCheck(opened && looked ? looked.label_config : "");
  return (
    <Modal opened={opened} onClose={onClose} title={t("config.template")} size={1200}>
      <div className={classes.picker}>
        <div className={classes.list}>
          <Gallery kind={null} narrow chosen={looked?.name ?? null} onPick={setLooked} />
        </div>
        {looked ? (
          <section className={classes.look} aria-label={t("config.templatePreview")}>
            <Text c="dimmed" size="sm">
              {looked.description}
            </Text>
            <div className={`ly-surface ${classes.drawn}`}>
              <Suspense fallback={<Loading />}>
                {good ? <Preview good={good} tasks={NO_TASKS} stale={false} /> : null}
              </Suspense>
            </div>
            <Button onClick={() => onPick(looked)}>{t("config.use")}</Button>
          </section>
        ) : null}
      </div>
    </Modal>
  );
}

/** The gallery of labeling configs in a dialog. */
import { Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Template } from "@/api/types";
import { Gallery } from "./Gallery";

interface TemplatePickerProps {
  opened: boolean;
  onClose: () => void;
  onPick: (template: Template) => void;
}

export function TemplatePicker({ opened, onClose, onPick }: TemplatePickerProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t("config.template")} size="xl">
      <Gallery kind={null} onPick={onPick} />
    </Modal>
  );
}

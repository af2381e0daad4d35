/** The project's instructions, in a sheet over the work. */
import { Modal, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { plainText } from "../components/plainText";

interface InstructionsProps {
  text: string;
  opened: boolean;
  onClose: () => void;
}

export function Instructions({ text, opened, onClose }: InstructionsProps) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t("labeling.instructions")} size="lg">
      <Text style={{ whiteSpace: "pre-wrap" }}>{plainText(text)}</Text>
    </Modal>
  );
}

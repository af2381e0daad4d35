/** The bar below the work: history, undo, skip, suggestions; Submit always in the same place. */
import { ActionIcon, Button, Group, Tooltip } from "@mantine/core";
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconChevronRight,
  IconSparkles,
} from "@tabler/icons-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Editor } from "@/editor";
import { KeyOf } from "../components/Key";
import classes from "./Desk.module.css";

interface ActionBarProps {
  editor: Editor | null;
  existing: boolean;
  suggestions: number;
  canSkip: boolean;
  onBack: (() => void) | null;
  onForward: (() => void) | null;
  onSkip: () => void;
  onSubmit: () => void;
}

export function ActionBar(props: ActionBarProps) {
  const { t } = useTranslation();
  const { editor } = props;
  const can = useEditorState(editor);
  return (
    <footer className={classes.actions}>
      <Group gap={4} wrap="nowrap">
        <BarIcon label={t("labeling.back")} onClick={props.onBack}>
          <IconChevronLeft size={20} />
        </BarIcon>
        <BarIcon label={t("labeling.forward")} onClick={props.onForward}>
          <IconChevronRight size={20} />
        </BarIcon>
        <BarIcon label={t("labeling.undo")} onClick={can.undo ? () => editor?.undo() : null}>
          <IconArrowBackUp size={20} />
        </BarIcon>
        <BarIcon label={t("labeling.redo")} onClick={can.redo ? () => editor?.redo() : null}>
          <IconArrowForwardUp size={20} />
        </BarIcon>
      </Group>
      <div className={classes.middle}>
        {props.canSkip ? (
          <Button
            variant="default"
            size="md"
            fz="sm"
            onClick={props.onSkip}
            rightSection={
              <span className={classes.wide}>
                <KeyOf command="annotation.skip" />
              </span>
            }
          >
            {t("labeling.skip")}
          </Button>
        ) : null}
        {props.suggestions > 0 ? (
          <Button
            variant="default"
            size="md"
            fz="sm"
            className={classes.wide}
            disabled={!can.acceptAll}
            leftSection={<IconSparkles size={16} />}
            onClick={() => editor?.commands.run("suggestion.accept-all")}
          >
            {t("labeling.acceptAll")}
          </Button>
        ) : null}
      </div>
      <div className={classes.end}>
        <Button
          size="md"
          fz="sm"
          className={classes.submit}
          disabled={editor === null}
          onClick={props.onSubmit}
          rightSection={
            <span className={classes.wide}>
              <KeyOf command="annotation.submit" />
            </span>
          }
        >
          {t(props.existing ? "labeling.update" : "labeling.submit")}
        </Button>
      </div>
    </footer>
  );
}

function BarIcon(props: { label: string; onClick: (() => void) | null; children: ReactNode }) {
  return (
    <Tooltip label={props.label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={40}
        className={classes.icon}
        aria-label={props.label}
        disabled={props.onClick === null}
        onClick={props.onClick ?? undefined}
      >
        {props.children}
      </ActionIcon>
    </Tooltip>
  );
}

/** What the editor could do now; read again after each of its changes. */
function useEditorState(editor: Editor | null) {
  const state = useSyncExternalStore(
    (listener) => editor?.subscribe(listener) ?? (() => undefined),
    () =>
      editor === null
        ? "---"
        : ["annotation.undo", "annotation.redo", "suggestion.accept-all"]
            .map((id) => (editor.commands.can(id) ? "y" : "-"))
            .join(""),
  );
  return { undo: state[0] === "y", redo: state[1] === "y", acceptAll: state[2] === "y" };
}

/**
 * A field and the answers already given. What is being typed is part of the answer at once, as its
 * last string, so that nothing typed is ever lost.
 */
import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { answerOf, isLocked, setAnswer, subjectOf } from "../../core/answers";
import { flag, number, text } from "../../core/attrs";
import type { ControlPlan } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import { useControl, useEditor, useEditorState } from "../../ui/context";
import { Question } from "../../ui/Question";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import { ShortcutButtons } from "./ShortcutButtons";
import { type Shortcut, shortcutFor, shortcutsOf, withPiece } from "./shortcuts";
import "./textarea.css";

const NONE: readonly string[] = [];

export function TextAreaTag({ tag }: TagProps) {
  const control = useControl(tag.name);
  // A field starts afresh with each region it asks about.
  const subject = useEditorState((editor) => control && subjectOf(editor, control)?.id);
  return control ? (
    <Question control={control}>
      <Answers key={subject} control={control} />
    </Question>
  ) : null;
}

function Answers({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const { tag } = control;
  const answers = useEditorState((now) => {
    const answer = answerOf(now, control);
    return Array.isArray(answer) ? (answer as readonly string[]) : NONE;
  });
  const locked = useEditorState((now) => isLocked(now, control));
  const proposal = useProposal(control);
  const rows = Math.max(1, Math.round(number(tag, "rows", 1)));
  const most = number(tag, "maxSubmissions", Number.POSITIVE_INFINITY);
  const label = text(tag, "label") || undefined;
  // A single answer is edited in the field; of several, the field holds the one being typed.
  const [open, setOpen] = useState<number | null>(most === 1 && answers.length > 0 ? 0 : null);
  const typing = open !== null && open === answers.length - 1;
  const given = typing ? answers.slice(0, -1) : answers;
  const typed = typing ? (answers.at(-1) ?? "") : "";
  const room = given.length < most;

  const shortcuts = useMemo(() => shortcutsOf(tag), [tag]);
  const fieldElement = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);

  const type = (value: string, joins = true): void => {
    setOpen(value === "" ? null : given.length);
    setAnswer(editor, control, value === "" ? given : [...given, value], joins);
  };
  const insert = ({ value }: Shortcut): void => {
    const element = fieldElement.current;
    if (!element) return;
    const start = element.selectionStart ?? typed.length;
    const next = withPiece(typed, value, start, element.selectionEnd ?? start);
    type(next.typed, false);
    element.focus();
    // The caret can stand there only once the field shows the new text.
    requestAnimationFrame(() => element.setSelectionRange(next.caret, next.caret));
  };
  const close = (): void => {
    if (!typing || most === 1) return;
    const repeated =
      flag(tag, "skipDuplicates") &&
      given.some((answer) => answer.toLowerCase() === typed.toLowerCase());
    if (repeated || typed.trim() === "") setAnswer(editor, control, given);
    setOpen(null);
  };
  const change = (index: number, value: string): void => {
    setAnswer(
      editor,
      control,
      answers.map((answer, i) => (i === index ? value : answer)),
      true,
    );
  };
  const remove = (index: number): void => {
    if (open !== null && index < open) setOpen(open - 1);
    setAnswer(
      editor,
      control,
      answers.filter((_, i) => i !== index),
    );
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === "Escape") event.currentTarget.blur();
    const shortcut = event.nativeEvent.isComposing
      ? null
      : shortcutFor(shortcuts, event.nativeEvent);
    if (shortcut) {
      event.preventDefault();
      event.stopPropagation();
      insert(shortcut);
      return;
    }
    const submits = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (!submits || event.nativeEvent.isComposing || event.shiftKey !== rows > 1) return;
    event.preventDefault();
    close();
  };
  const proposed = Array.isArray(proposal?.value) ? proposal.value.map(String).join("\n") : "";
  const field = {
    ref: (element: HTMLInputElement | HTMLTextAreaElement | null) => {
      fieldElement.current = element;
    },
    label,
    value: typed,
    disabled: locked,
    placeholder: text(tag, "placeholder") || proposed || t("textarea.placeholder"),
    "aria-label": label ?? control.name,
    onKeyDown,
  };

  return (
    <div className="le-textarea">
      {given.length > 0 && (
        <ol className="le-answers">
          {given.map((answer, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: answers have no identity but their place
            <li key={index} className="le-answer">
              {flag(tag, "editable") && !locked ? (
                <Textarea
                  autosize
                  size="sm"
                  variant="unstyled"
                  value={answer}
                  aria-label={t("textarea.edit")}
                  onChange={(event) => change(index, event.currentTarget.value)}
                />
              ) : (
                <span className="le-answer-text">{answer}</span>
              )}
              {!locked && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label={t("textarea.remove")}
                  onClick={() => remove(index)}
                >
                  <IconX size={14} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ol>
      )}
      {room && !locked && <ShortcutButtons shortcuts={shortcuts} onPress={insert} />}
      {room && rows === 1 && (
        <TextInput {...field} onChange={(event) => type(event.currentTarget.value)} />
      )}
      {room && rows > 1 && (
        <Textarea
          {...field}
          autosize
          minRows={rows}
          maxRows={Math.max(rows, 16)}
          onChange={(event) => type(event.currentTarget.value)}
        />
      )}
      {typing && most > 1 && (
        <div className="le-textarea-foot">
          <span className="le-quiet">{t(rows > 1 ? "textarea.moreRows" : "textarea.more")}</span>
          {flag(tag, "showSubmitButton", rows > 1) && (
            <Button size="compact-xs" variant="light" onClick={close}>
              {t("textarea.add")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

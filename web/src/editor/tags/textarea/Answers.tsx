/**
 * A field and the answers already given. What is being typed is part of the answer at once, as its
 * last string, so that nothing typed is ever lost.
 */
import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { ControlPlan } from "../../core/plan";
import { useEditor } from "../../ui/context";
import { Offer } from "../../ui/Offer";
import { useAnswer } from "../../ui/useAnswer";
import { useProposal } from "../../ui/useProposal";
import { useWords } from "../../ui/words";
import { formOf, isRepeated } from "./form";
import { ShortcutButtons } from "./ShortcutButtons";
import { type Shortcut, shortcutFor, shortcutsOf, withPiece } from "./shortcuts";

type Typing = HTMLInputElement | HTMLTextAreaElement;

const NONE: readonly string[] = [];
const MOST_ROWS = 16;

export function Answers({ control }: { control: ControlPlan }) {
  const editor = useEditor();
  const t = useWords();
  const { value, locked, answer } = useAnswer(control);
  const answers = Array.isArray(value) ? (value as readonly string[]) : NONE;
  const proposal = useProposal(control);
  const form = useMemo(() => formOf(control), [control]);
  const { rows, most, puts } = form;
  // A single answer is edited in the field; of several, the field holds the one being typed.
  const [open, setOpen] = useState<number | null>(most === 1 && answers.length > 0 ? 0 : null);
  const typing = open !== null && open === answers.length - 1;
  const given = typing ? answers.slice(0, -1) : answers;
  const typed = typing ? (answers.at(-1) ?? "") : "";
  const room = given.length < most;
  const repeated = form.unique && isRepeated(given, typed);

  const shortcuts = useMemo(() => shortcutsOf(control.tag), [control]);
  const fieldElement = useRef<Typing | null>(null);
  // The given answer that had the focus last, which Shortcuts write into; null is the field.
  const lastOpen = useRef<{ index: number; element: Typing } | null>(null);

  const type = (next: string, joins = true): void => {
    setOpen(next === "" ? null : given.length);
    answer(next === "" ? given : [...given, next], joins);
  };
  const insert = ({ value: piece }: Shortcut): void => {
    const into = lastOpen.current;
    const element = into?.element ?? fieldElement.current;
    if (!element) return;
    const before = into ? (answers[into.index] ?? "") : typed;
    const start = element.selectionStart ?? before.length;
    const next = withPiece(before, piece, start, element.selectionEnd ?? start);
    if (into) change(into.index, next.typed, false);
    else type(next.typed, false);
    element.focus();
    // The caret can stand there only once the field shows the new text.
    requestAnimationFrame(() => element.setSelectionRange(next.caret, next.caret));
  };
  const put = (): void => {
    if (!typing || !puts) return;
    // It stays in the field, with the reason under it.
    if (repeated) {
      editor.announce("textarea.repeated");
      return;
    }
    if (typed.trim() === "") answer(given);
    setOpen(null);
    editor.announce("textarea.added", { count: given.length + 1 });
  };
  const change = (index: number, next: string, joins = true): void =>
    answer(
      answers.map((one, i) => (i === index ? next : one)),
      joins,
    );
  const remove = (index: number): void => {
    if (open !== null && index < open) setOpen(open - 1);
    lastOpen.current = null;
    answer(answers.filter((_, i) => i !== index));
    fieldElement.current?.focus();
  };
  const onFieldKey = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.key === "Escape") event.currentTarget.blur();
    const shortcut = event.nativeEvent.isComposing
      ? null
      : shortcutFor(shortcuts, event.nativeEvent);
    if (!shortcut) return false;
    event.preventDefault();
    event.stopPropagation();
    insert(shortcut);
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (onFieldKey(event)) return;
    const submits = event.key === "Enter" && !event.ctrlKey && !event.metaKey;
    if (!submits || event.nativeEvent.isComposing || event.shiftKey !== rows > 1) return;
    event.preventDefault();
    put();
  };
  const proposed = Array.isArray(proposal?.value) ? proposal.value.map(String) : NONE;
  const field = {
    ref: (element: Typing | null) => {
      fieldElement.current = element;
    },
    onFocus: () => {
      lastOpen.current = null;
    },
    label: form.label || undefined,
    value: typed,
    disabled: locked,
    placeholder: form.placeholder || t("textarea.placeholder"),
    error: repeated && t("textarea.repeated"),
    "aria-label": form.label || control.name,
    onKeyDown,
  };

  return (
    <div className="le-textarea">
      {given.length > 0 && (
        <ol className="le-answers">
          {given.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: answers have no identity but their place
            <li key={index} className="le-answer">
              {form.editable && !locked ? (
                <Textarea
                  autosize
                  minRows={1}
                  maxRows={MOST_ROWS}
                  size="sm"
                  variant="unstyled"
                  value={one}
                  aria-label={t("textarea.edit")}
                  onChange={(event) => change(index, event.currentTarget.value)}
                  onBlur={() => one.trim() === "" && remove(index)}
                  onFocus={(event) => {
                    lastOpen.current = { index, element: event.currentTarget };
                  }}
                  onKeyDown={onFieldKey}
                />
              ) : (
                <span className="le-answer-text">{one}</span>
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
      {(room || form.editable) && !locked && (
        <ShortcutButtons shortcuts={shortcuts} onPress={insert} />
      )}
      {room && rows === 1 && (
        <TextInput {...field} onChange={(event) => type(event.currentTarget.value)} />
      )}
      {room && rows > 1 && (
        <Textarea
          {...field}
          autosize
          minRows={rows}
          maxRows={Math.max(rows, MOST_ROWS)}
          onChange={(event) => type(event.currentTarget.value)}
        />
      )}
      {proposed.length > 0 && !locked && (
        <Offer
          words={proposed.join("\n")}
          score={proposal?.score ?? null}
          onTake={() => {
            answer(proposed);
            if (most === 1) setOpen(0);
          }}
        />
      )}
      {room && !locked && puts && (typing || form.hasButton) && (
        <div className="le-textarea-foot">
          <span className="le-quiet">
            {typing && t(rows > 1 ? "textarea.moreRows" : "textarea.more")}
          </span>
          {form.hasButton && (
            <Button
              size="compact-sm"
              variant="light"
              disabled={!typing || repeated}
              onClick={() => {
                put();
                fieldElement.current?.focus();
              }}
            >
              {t("textarea.add")}
            </Button>
          )}
        </div>
      )}
      {!room && most > 1 && <p className="le-quiet">{t("textarea.full", { count: most })}</p>}
    </div>
  );
}

/**
 * The labeling editor as a component. It makes its editor once: give it a `key` of the task and
 * annotation, so that another task is another editor.
 */
import { type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Editor } from "../core/editor";
import type { Keymap } from "../core/keys";
import type { Registry } from "../core/registry";
import type { ResultItem, Suggestion } from "../core/results";
import type { JsonObject, Tag } from "../language";
import { builtinRegistry } from "../tags";
import { Announcer } from "./Announcer";
import { Card } from "./Card";
import { EditorContext } from "./context";
import { Flow } from "./Flow";
import { layOut } from "./layout";
import { StageLayout } from "./StageLayout";
import { useKeptFocus } from "./useKeptFocus";
import { useKeyboard } from "./useKeyboard";
import { addEditorStrings, useWords } from "./words";
import "./editor.css";

export interface LabelingEditorProps {
  /** The compiled config. */
  readonly tree: Tag;
  readonly data: JsonObject;
  /** Result items of the annotation or draft. */
  readonly result?: readonly ResultItem[] | undefined;
  readonly suggestions?: readonly Suggestion[] | undefined;
  readonly readOnly?: boolean | undefined;
  readonly keymap?: Keymap | undefined;
  /** Keys the page listens for itself, with the ids of its commands. */
  readonly reserved?: ReadonlyMap<string, string> | undefined;
  /** Where the arrangement of panels is remembered; nowhere without it. */
  readonly storageKey?: string | undefined;
  /** Seconds already spent on this annotation. */
  readonly leadTime?: number | undefined;
  readonly registry?: Registry | undefined;
  /** Whether keys pressed anywhere on the page are the editor's. True unless it is a preview. */
  readonly keyboard?: boolean | undefined;
  readonly onReady?: ((editor: Editor) => void) | undefined;
}

const BUILTIN = builtinRegistry();

/** A button pressed by mouse does not take the focus from the stage, so that keys go on working. */
function keepFocus(event: MouseEvent): void {
  if (!(event.target instanceof Element) || !event.target.closest("button")) return;
  event.preventDefault();
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.matches("input, textarea")) {
    activeElement.blur();
  }
}

export function LabelingEditor(props: LabelingEditorProps) {
  const { i18n } = useTranslation();
  addEditorStrings(i18n);
  const t = useWords();
  const { keymap, reserved, onReady, keyboard = true, storageKey = null } = props;
  const [editor] = useState(
    () =>
      new Editor({
        ...props,
        registry: props.registry ?? BUILTIN,
        words: t,
      }),
  );
  const surroundings = useMemo(() => ({ editor, layout: layOut(editor) }), [editor]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the editor is there
  useEffect(() => onReady?.(editor), [editor]);
  useEffect(() => editor.commands.remap({ keymap, reserved }), [editor, keymap, reserved]);
  useEffect(() => {
    const follow = (): void => {
      if (document.hidden) editor.clock.pause();
      else editor.clock.resume();
    };
    document.addEventListener("visibilitychange", follow);
    return () => document.removeEventListener("visibilitychange", follow);
  }, [editor]);
  useKeyboard(editor, keyboard);
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root);

  const { mode } = surroundings.layout;
  return (
    <EditorContext value={surroundings}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keeps the focus where the hands are */}
      <div
        ref={root}
        className={`le-root le-root-${mode}`}
        data-readonly={editor.readOnly || undefined}
        onMouseDown={keepFocus}
      >
        {mode === "card" && <Card />}
        {mode === "flow" && <Flow storageKey={storageKey} />}
        {mode === "stage" && <StageLayout storageKey={storageKey} />}
        <Announcer />
      </div>
    </EditorContext>
  );
}

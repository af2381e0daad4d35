/** The labeling config as text: colours, completion from the catalogue, problems at their lines. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
  isolateHistory,
  redo,
  undo,
} from "@codemirror/commands";
import { type ElementSpec, xml } from "@codemirror/lang-xml";
import {
  bracketMatching,
  defaultHighlightStyle,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from "@codemirror/language";
import { type Diagnostic, lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { type Ref, useEffect, useImperativeHandle, useRef } from "react";
import type { CheckedProblem } from "@/api/types";
import type { Patch } from "./changes";

/** What the visual side does with the text: one history holds the edits of both. */
export interface XmlHandle {
  apply: (patches: readonly Patch[]) => void;
  undo: () => void;
  redo: () => void;
}

interface XmlEditorProps {
  handle: Ref<XmlHandle>;
  fixWord: string;
  value: string;
  onChange: (value: string) => void;
  problems: readonly CheckedProblem[];
  elements: readonly ElementSpec[];
  label: string;
}

export function XmlEditor(props: XmlEditorProps) {
  const { value, onChange, problems, elements, label, fixWord } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const changed = useRef(onChange);
  changed.current = onChange;
  const first = useRef(value);

  useEffect(() => {
    if (!place.current) return undefined;
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          autocompletion(),
          lintGutter(),
          syntaxHighlighting(colours),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ "aria-label": label }),
          keymap.of([
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            indentWithTab,
          ]),
          language.current.of(xml()),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
          look,
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label]);

  useImperativeHandle(props.handle, () => ({
    apply: (patches) =>
      view.current?.dispatch({
        changes: patches.map(changeOf),
        annotations: isolateHistory.of("full"),
      }),
    undo: () => void (view.current && undo(view.current)),
    redo: () => void (view.current && redo(view.current)),
  }));

  useEffect(() => {
    view.current?.dispatch({ effects: language.current.reconfigure(xml({ elements })) });
  }, [elements]);

  useEffect(() => {
    const now = view.current;
    if (now && now.state.doc.toString() !== value) {
      now.dispatch({ changes: { from: 0, to: now.state.doc.length, insert: value } });
    }
  }, [value]);

  useEffect(() => {
    const now = view.current;
    if (now) now.dispatch(setDiagnostics(now.state, diagnosticsOf(now.state, problems, fixWord)));
  }, [problems, fixWord]);

  return <div ref={place} style={{ height: "100%", overflow: "hidden" }} />;
}

function changeOf({ offset, length, replacement }: Patch) {
  return { from: offset, to: offset + length, insert: replacement };
}

function diagnosticsOf(
  state: EditorState,
  problems: readonly CheckedProblem[],
  fixWord: string,
): Diagnostic[] {
  return problems.map(({ line: number, column, severity, message, hint, fix }) => {
    const line = state.doc.line(Math.min(Math.max(1, number ?? 1), state.doc.lines));
    const first = fix[0];
    const from = first
      ? Math.min(state.doc.length, first.offset)
      : Math.min(line.to, line.from + Math.max(0, (column ?? 1) - 1));
    const word = /^[<\w/:.-]+/.exec(state.doc.sliceString(from, line.to))?.[0].length ?? 0;
    return {
      from,
      to: Math.min(state.doc.length, from + Math.max(1, first ? first.length : word)),
      severity: severity === "error" ? "error" : "warning",
      message: [message, hint].filter(Boolean).join("\n"),
      ...(first
        ? {
            actions: [
              {
                name: `${fixWord} ${first.replacement}`,
                apply: (view) => view.dispatch({ changes: fix.map(changeOf) }),
              },
            ],
          }
        : {}),
    };
  });
}

const colours = HighlightStyle.define([
  { tag: tags.tagName, color: "var(--ly-accent)", fontWeight: "600" },
  { tag: tags.attributeName, color: "var(--ly-text)" },
  { tag: tags.attributeValue, color: "var(--ly-warning)" },
  { tag: tags.comment, color: "var(--ly-text-quiet)", fontStyle: "italic" },
  { tag: tags.angleBracket, color: "var(--ly-text-quiet)" },
]);

const look = EditorView.theme({
  "&": {
    height: "100%",
    fontSize: "13px",
    background: "var(--ly-surface)",
    color: "var(--ly-text)",
  },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mantine-font-family-monospace)", lineHeight: "20px" },
  ".cm-content": { caretColor: "var(--ly-text)", paddingBlock: "12px" },
  ".cm-cursor": { borderLeftColor: "var(--ly-text)" },
  ".cm-gutters": { background: "var(--ly-surface)", color: "var(--ly-text-quiet)", border: "none" },
  ".cm-activeLine": { background: "color-mix(in srgb, var(--ly-sunken) 55%, transparent)" },
  ".cm-selectionBackground, &.cm-focused .cm-selectionBackground": {
    background: "var(--ly-accent-wash) !important",
  },
  ".cm-tooltip": {
    background: "var(--ly-raised)",
    border: "1px solid var(--ly-line)",
    borderRadius: "8px",
    color: "var(--ly-text)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    background: "var(--ly-accent-wash)",
    color: "var(--ly-text)",
  },
  ".cm-diagnostic": { whiteSpace: "pre-wrap", maxWidth: "420px" },
});

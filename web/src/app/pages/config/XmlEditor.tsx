/** The labeling config as text: colours, completion from the catalogue, problems at their lines. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
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
import { useEffect, useRef } from "react";
import type { Problem } from "@/api/types";

interface XmlEditorProps {
  value: string;
  onChange: (value: string) => void;
  problems: readonly Problem[];
  elements: readonly ElementSpec[];
  label: string;
}

export function XmlEditor({ value, onChange, problems, elements, label }: XmlEditorProps) {
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
    if (now) now.dispatch(setDiagnostics(now.state, diagnosticsOf(now.state, problems)));
  }, [problems]);

  return <div ref={place} style={{ height: "100%", overflow: "hidden" }} />;
}

function diagnosticsOf(state: EditorState, problems: readonly Problem[]): Diagnostic[] {
  return problems.map((problem) => {
    const line = state.doc.line(Math.min(Math.max(1, problem.line ?? 1), state.doc.lines));
    const from = Math.min(line.to, line.from + Math.max(0, (problem.column ?? 1) - 1));
    const word = /^[<\w/:.-]+/.exec(state.doc.sliceString(from, line.to))?.[0].length ?? 0;
    return {
      from,
      to: Math.min(line.to, from + Math.max(1, word)),
      severity: problem.severity === "error" ? "error" : "warning",
      message: [problem.message, problem.hint].filter(Boolean).join("\n"),
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

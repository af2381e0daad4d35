/** The text on its stage; without labels to give, it is plain text. */
import { Loader } from "@mantine/core";
import { useEffect, useRef } from "react";
import { text } from "../../core/attrs";
import { kindsOn } from "../../core/plan";
import type { TagProps } from "../../core/registry";
import type { Granularity } from "../../kernels/segments";
import { TextLayer } from "../../surfaces/text/layer";
import { TextStage } from "../../surfaces/text/stage";
import { useEditor } from "../../ui/context";
import { useWords } from "../../ui/words";
import { SPAN } from "./kind";
import { useSource } from "./source";
import "./text.css";

export function TextTag({ tag }: TagProps) {
  const { plan } = useEditor();
  const t = useWords();
  const source = useSource(tag);
  const marked = kindsOn(plan, tag.name ?? "").has(SPAN);
  if (source.state === "loading") return <Loader size="sm" />;
  if (source.state === "failed") return <p className="le-notice">{source.message}</p>;
  if (source.state === "none") return <p className="le-notice">{t("text.none")}</p>;
  if (!marked) return <div className="le-prose">{source.text}</div>;
  return <MarkedText tag={tag} source={source.text} />;
}

function MarkedText({ tag, source }: TagProps & { source: string }) {
  const editor = useEditor();
  const t = useWords();
  const host = useRef<HTMLDivElement>(null);
  const name = tag.name ?? "";

  useEffect(() => {
    if (!host.current) return;
    const granularity = text(tag, "granularity") as Granularity;
    const stage = new TextStage(editor, name, source, {
      kind: SPAN,
      granularity: granularity || "symbol",
    });
    const unmount = stage.mount();
    const layer = new TextLayer(stage, host.current);
    const unsubscribe = followSelection(stage, layer);
    return () => {
      unsubscribe();
      layer.dispose();
      unmount();
    };
  }, [editor, name, source, tag]);

  return (
    <div
      ref={host}
      className="le-text"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the caret lives here
      tabIndex={0}
      role="application"
      aria-label={t("text.stage", { name })}
    />
  );
}

/** Brings a span into sight when it is selected elsewhere. */
function followSelection(stage: TextStage, layer: TextLayer): () => void {
  let last = stage.editor.session.selection[0];
  return stage.editor.subscribe(() => {
    const [id] = stage.editor.session.selection;
    if (id === last) return;
    last = id;
    const span = stage.spans().find(({ region }) => region.id === id);
    if (span) layer.reveal(span);
  });
}

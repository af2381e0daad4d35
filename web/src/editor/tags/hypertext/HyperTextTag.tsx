/** The document on its sheet; one that is written in the config is part of the form. */
import { Loader } from "@mantine/core";
import { lazy, Suspense } from "react";
import { flag } from "../../core/attrs";
import type { TagProps } from "../../core/registry";
import { useWords } from "../../ui/words";
import { useSource } from "../text/source";
import "./hypertext.css";

const Page = lazy(() => import("./Page"));

export function HyperTextTag({ tag }: TagProps) {
  const t = useWords();
  const source = useSource(tag);
  if (source.state === "loading") return <Loader size="sm" />;
  if (source.state === "failed") return <p className="le-notice">{source.message}</p>;
  if (source.state === "none") return <p className="le-notice">{t("text.none")}</p>;
  const framed = tag.name !== null && !flag(tag, "inline");
  return (
    <section
      className={framed ? "le-hypertext le-hypertext-framed" : "le-hypertext"}
      aria-label={framed ? (tag.name ?? undefined) : undefined}
    >
      <Suspense fallback={null}>
        <Page html={source.text} links={flag(tag, "clickableLinks")} />
      </Suspense>
    </section>
  );
}

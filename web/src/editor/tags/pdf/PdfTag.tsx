/** A PDF of the task. The viewer with its reader comes when there is one to show. */
import { Loader } from "@mantine/core";
import { lazy, Suspense } from "react";
import { text } from "../../core/attrs";
import type { TagProps } from "../../core/registry";
import { useWords } from "../../ui/words";
import "./pdf.css";

const PdfViewer = lazy(() => import("./PdfViewer"));

export function PdfTag({ tag }: TagProps) {
  const t = useWords();
  const url = text(tag, "value");
  if (url === "") return <p className="le-notice">{t("pdf.none")}</p>;
  return (
    <section className="le-pdf" aria-label={tag.name ?? "PDF"}>
      <Suspense fallback={<Loader size="sm" m="auto" />}>
        <PdfViewer key={url} url={url} />
      </Suspense>
    </section>
  );
}

/** One page: drawn while it is near what is in sight, its text over it to be selected and read. */
import {
  type PDFDocumentProxy,
  RenderingCancelledException,
  TextLayer,
} from "pdfjs-dist/legacy/build/pdf.mjs";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useWords } from "../../ui/words";
import { density } from "./zoom";

export interface PageSize {
  readonly width: number;
  readonly height: number;
}

interface PdfPageProps {
  readonly pdf: PDFDocumentProxy;
  readonly number: number;
  /** CSS pixels of a PDF unit. */
  readonly scale: number;
  /** What a page measures, until it is known, in PDF units. */
  readonly usual: PageSize;
  readonly scroller: RefObject<HTMLElement | null>;
}

export function PdfPage({ pdf, number, scale, usual, scroller }: PdfPageProps) {
  const t = useWords();
  const frame = useRef<HTMLDivElement>(null);
  const words = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState(usual);
  const [near, setNear] = useState(false);

  useEffect(() => {
    if (!frame.current) return;
    const watch = new IntersectionObserver(
      (seen) => setNear(seen.at(-1)?.isIntersecting ?? false),
      {
        root: scroller.current,
        rootMargin: "100% 0px",
      },
    );
    watch.observe(frame.current);
    return () => watch.disconnect();
  }, [scroller]);

  useEffect(() => {
    const [place, over] = [frame.current, words.current];
    if (!near || !place || !over) return;
    const stops: (() => void)[] = [];
    let stopped = false;
    const draw = async (): Promise<void> => {
      const page = await pdf.getPage(number);
      if (stopped) return;
      const plain = page.getViewport({ scale: 1 });
      setSize({ width: plain.width, height: plain.height });
      const viewport = page.getViewport({ scale });
      const sharp = density(viewport.width, viewport.height, devicePixelRatio);
      const canvas = document.createElement("canvas");
      canvas.width = Math.floor(viewport.width * sharp);
      canvas.height = Math.floor(viewport.height * sharp);
      const task = page.render({ canvas, viewport: page.getViewport({ scale: scale * sharp }) });
      stops.push(() => task.cancel());
      await task.promise;
      if (stopped) return;
      // The page before a zoom stays until the sharp one is there.
      place.querySelector("canvas")?.remove();
      place.prepend(canvas);
      over.replaceChildren();
      const layer = new TextLayer({
        textContentSource: page.streamTextContent(),
        container: over,
        viewport,
      });
      stops.push(() => layer.cancel());
      await layer.render();
    };
    draw().catch((error: unknown) => {
      if (!stopped && !(error instanceof RenderingCancelledException)) {
        over.textContent = t("pdf.pageFailed", { page: number });
      }
    });
    return () => {
      stopped = true;
      for (const stop of stops) stop();
    };
  }, [pdf, number, scale, near, t]);

  // Pages far away give their memory back.
  useEffect(() => {
    if (near) return;
    frame.current?.querySelector("canvas")?.remove();
    words.current?.replaceChildren();
  }, [near]);

  return (
    <div
      ref={frame}
      className="le-pdf-page"
      data-page={number}
      style={{
        width: size.width * scale,
        height: size.height * scale,
        ["--total-scale-factor" as string]: scale,
      }}
    >
      <div ref={words} className="le-pdf-words" />
    </div>
  );
}

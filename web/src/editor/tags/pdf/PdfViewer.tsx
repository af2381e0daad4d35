/** The pages of a PDF one under the other, with a bar to turn and to zoom them. */
import { ActionIcon, Anchor, Loader, Tooltip } from "@mantine/core";
import {
  IconArrowAutofitWidth,
  IconChevronLeft,
  IconChevronRight,
  IconExternalLink,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import type { PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useWords } from "../../ui/words";
import { openPdf } from "./open";
import { type PageSize, PdfPage } from "./PdfPage";
import { ACTUAL, fitZoom, nextZoom, pageAt } from "./zoom";

interface Opened {
  readonly pdf: PDFDocumentProxy;
  readonly first: PageSize;
}

type Opening = Opened | "loading" | { readonly failed: string };

export default function PdfViewer({ url }: { url: string }) {
  const t = useWords();
  const [opening, setOpening] = useState<Opening>("loading");

  useEffect(() => {
    const task = openPdf(url);
    let stopped = false;
    task.promise
      .then(async (pdf) => {
        const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
        if (!stopped) setOpening({ pdf, first: { width, height } });
      })
      .catch((error: unknown) => {
        if (!stopped)
          setOpening({ failed: error instanceof Error ? error.message : String(error) });
      });
    return () => {
      stopped = true;
      void task.destroy();
    };
  }, [url]);

  if (opening === "loading") return <Loader size="sm" m="auto" />;
  if ("pdf" in opening) return <Pages {...opening} url={url} />;
  return (
    <div className="le-notice">
      <p>{t("pdf.failed")}</p>
      <p className="le-quiet">{opening.failed}</p>
      <Anchor href={url} target="_blank" rel="noopener noreferrer">
        {t("pdf.open")}
      </Anchor>
    </div>
  );
}

/** Space beside and between pages, in CSS pixels; as in the style sheet. */
const GAP = 16;

function Pages({ pdf, first, url }: Opened & { url: string }) {
  const t = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  /** Null follows the width of the room. */
  const [chosen, setChosen] = useState<number | null>(null);
  const [page, setPage] = useState(1);
  const [typed, setTyped] = useState<string | null>(null);
  const zoom = chosen ?? fitZoom(first.width, Math.max(160, room - 2 * GAP));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = new ResizeObserver(() => setRoom(element.clientWidth));
    measure.observe(element);
    setRoom(element.clientWidth);
    return () => measure.disconnect();
  }, []);

  const frames = (): HTMLElement[] => [
    ...(scroller.current?.querySelectorAll<HTMLElement>("[data-page]") ?? []),
  ];

  // A zoom keeps the page in sight, and the place on it.
  const spot = useRef({ page: 1, part: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the zoom has changed
  useLayoutEffect(() => {
    const frame = frames()[spot.current.page - 1];
    if (!frame || !scroller.current) return;
    scroller.current.scrollTop = frame.offsetTop - GAP + spot.current.part * frame.offsetHeight;
  }, [zoom]);

  const onScroll = (): void => {
    const element = scroller.current;
    if (!element) return;
    const all = frames();
    const tops = all.map(({ offsetTop }) => offsetTop);
    setPage(pageAt(tops, element.scrollTop + element.clientHeight / 2));
    const upper = pageAt(tops, element.scrollTop + GAP);
    const frame = all[upper - 1];
    if (!frame) return;
    const part = (element.scrollTop + GAP - frame.offsetTop) / frame.offsetHeight;
    spot.current = { page: upper, part: Math.max(0, part) };
  };
  const goTo = (number: number): void => {
    const frame = frames()[Math.max(1, Math.min(pdf.numPages, number)) - 1];
    if (frame) scroller.current?.scrollTo({ top: frame.offsetTop - GAP });
  };

  const obey = (key: string): boolean => {
    if (key === "ArrowRight") goTo(page + 1);
    else if (key === "ArrowLeft") goTo(page - 1);
    else if (key === "+" || key === "=") setChosen(nextZoom(zoom, 1));
    else if (key === "-") setChosen(nextZoom(zoom, -1));
    else if (key === "0") setChosen(null);
    else return false;
    return true;
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (obey(event.key)) event.preventDefault();
  };

  const button = (words: string, icon: ReactNode, run: () => void, disabled = false) => (
    <Tooltip label={words}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={words}
        disabled={disabled}
        onClick={run}
      >
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <>
      <div className="le-pdf-bar" role="toolbar" aria-label={t("pdf.bar")}>
        {button(
          t("command.previousPage"),
          <IconChevronLeft size={18} />,
          () => goTo(page - 1),
          page === 1,
        )}
        <input
          className="le-pdf-number"
          inputMode="numeric"
          aria-label={t("pdf.page")}
          value={typed ?? page}
          onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, ""))}
          onBlur={() => setTyped(null)}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || typed === null) return;
            goTo(Number(typed));
            setTyped(null);
          }}
        />
        <span className="le-quiet">{t("pdf.of", { pages: pdf.numPages })}</span>
        {button(
          t("command.nextPage"),
          <IconChevronRight size={18} />,
          () => goTo(page + 1),
          page === pdf.numPages,
        )}
        <span className="le-pdf-space" />
        {button(t("command.zoomOut"), <IconZoomOut size={18} />, () =>
          setChosen(nextZoom(zoom, -1)),
        )}
        <output className="le-pdf-zoom">{Math.round(zoom * 100)} %</output>
        {button(t("command.zoomIn"), <IconZoomIn size={18} />, () => setChosen(nextZoom(zoom, 1)))}
        {button(
          t("pdf.fit"),
          <IconArrowAutofitWidth size={18} />,
          () => setChosen(null),
          chosen === null,
        )}
        <Tooltip label={t("pdf.open")}>
          <ActionIcon
            component="a"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t("pdf.open")}
          >
            <IconExternalLink size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div
        ref={scroller}
        className="le-pdf-pages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys turn and scroll the pages
        tabIndex={0}
        role="document"
        aria-label={t("pages.at", { page, pages: pdf.numPages })}
        data-uses-arrows
        onScroll={onScroll}
        onKeyDown={onKey}
      >
        {room > 0 &&
          Array.from({ length: pdf.numPages }, (_, index) => (
            <PdfPage
              // biome-ignore lint/suspicious/noArrayIndexKey: a page is its number
              key={index}
              pdf={pdf}
              number={index + 1}
              scale={zoom * ACTUAL}
              usual={first}
              scroller={scroller}
            />
          ))}
      </div>
    </>
  );
}

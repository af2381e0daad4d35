/** The image on its stage, with a rail of tools beside it. */
import { Button, Loader } from "@mantine/core";
import { IconPhotoOff } from "@tabler/icons-react";
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { flag, text } from "../../core/attrs";
import type { Region } from "../../core/document";
import type { TagProps } from "../../core/registry";
import type { Bounds } from "../../kernels/box";
import { toScreen } from "../../kernels/view";
import { ImageCanvas } from "../../surfaces/image/canvas";
import { listen } from "../../surfaces/image/gestures";
import { type DefaultZoom, ImageStage } from "../../surfaces/image/stage";
import { useEditor } from "../../ui/context";
import { useWords } from "../../ui/words";
import { ImageTools } from "./ImageTools";
import { PageStrip } from "./PageStrip";
import "./image.css";

type Loading = "loading" | "ready" | "failed";

export function ImageTag({ tag }: TagProps) {
  const editor = useEditor();
  const t = useWords();
  const host = useRef<HTMLDivElement>(null);
  const base = useRef<HTMLCanvasElement>(null);
  const over = useRef<HTMLCanvasElement>(null);
  const [attempt, setAttempt] = useState(0);
  const [loading, setLoading] = useState<Loading>("loading");
  const name = tag.name ?? "";
  const pages = useMemo(() => listOf(tag.attrs.valueList), [tag]);
  const [stage] = useState(
    () => new ImageStage(editor, name, { defaultZoom: zoomOf(text(tag, "defaultZoom")) }),
  );
  stage.pages = pages;
  const page = useSyncExternalStore(
    useCallback((listener: () => void) => stage.onView(listener), [stage]),
    () => stage.page,
  );
  const url = pages[page] ?? addressOf(tag.attrs.value);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` loads the image again
  useEffect(() => {
    if (!host.current || !base.current || !over.current || url === null) return;
    const canvas = new ImageCanvas(stage, base.current, over.current);
    const unmount = stage.mount();
    const crosshair = flag(tag, "crosshair");
    const stopGestures = listen(host.current, stage, {
      wheelZooms: flag(tag, "zoom", true),
      onPointer: (at) => crosshair && canvas.setCrosshair(at),
    });
    const element = host.current;
    stage.locate = (region) => placeOf(stage, region, element);
    const measure = (): void => {
      const size = { width: element.clientWidth, height: element.clientHeight };
      stage.setSize(size);
      canvas.resize(size);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();

    const picture = new Image();
    picture.decoding = "async";
    picture.onload = () => {
      canvas.setPicture(picture);
      stage.setImage({
        width: picture.naturalWidth || picture.width || 1,
        height: picture.naturalHeight || picture.height || 1,
      });
      setLoading("ready");
      editor.update({});
    };
    picture.onerror = () => setLoading("failed");
    setLoading("loading");
    picture.src = url;
    const neighbours = [page + 1, page - 1].flatMap((near) => pages[near] ?? []);
    for (const near of neighbours) new Image().src = near;

    return () => {
      picture.onload = null;
      picture.onerror = null;
      observer.disconnect();
      stage.locate = null;
      stopGestures();
      unmount();
      canvas.dispose();
    };
  }, [editor, stage, tag, url, pages, page, attempt]);

  if (url === null) {
    return <p className="le-notice">{t("image.none")}</p>;
  }
  return (
    <div className="le-image">
      <ImageTools stage={stage} rotates={flag(tag, "rotateControl")} />
      <div className="le-canvas-frame">
        <div
          ref={host}
          className="le-canvas"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the stage takes the keyboard
          tabIndex={0}
          role="application"
          aria-label={t("image.stage", { name })}
        >
          <canvas ref={base} />
          <canvas ref={over} />
          {loading === "loading" && (
            <div className="le-canvas-note">
              <Loader size="sm" aria-label={t("image.loading")} />
            </div>
          )}
          {loading === "failed" && (
            <div className="le-canvas-note" role="alert">
              <IconPhotoOff size={32} stroke={1.25} />
              <strong>{t("image.failed")}</strong>
              <span>{t("image.failedHint")}</span>
              <code>{url}</code>
              <Button size="xs" variant="light" onClick={() => setAttempt(attempt + 1)}>
                {t("image.retry")}
              </Button>
            </div>
          )}
        </div>
        {pages.length > 1 && <PageStrip stage={stage} pages={pages} page={page} />}
      </div>
    </div>
  );
}

/** A region in the window, or null when its middle is outside of what the canvas shows. */
function placeOf(stage: ImageStage, region: Region, canvas: HTMLElement): Bounds | null {
  const bounds = stage.boundsOf(region);
  if (!bounds || !stage.image) return null;
  const a = toScreen(stage.view, stage.image, { x: bounds.left, y: bounds.top });
  const b = toScreen(stage.view, stage.image, { x: bounds.right, y: bounds.bottom });
  const { width, height } = stage.size;
  const [x, y] = [(a.x + b.x) / 2, (a.y + b.y) / 2];
  if (x < 0 || y < 0 || x > width || y > height) return null;
  const { left, top } = canvas.getBoundingClientRect();
  return {
    left: left + Math.min(a.x, b.x),
    right: left + Math.max(a.x, b.x),
    top: top + Math.min(a.y, b.y),
    bottom: top + Math.max(a.y, b.y),
  };
}

function addressOf(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function listOf(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return [];
  return value.filter((part): part is string => typeof part === "string" && part !== "");
}

function zoomOf(value: string): DefaultZoom {
  return value === "original" || value === "auto" ? value : "fit";
}

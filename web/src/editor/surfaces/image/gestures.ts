/**
 * Pointer events as gestures on an image stage: the tool in hand gets single pointers; two fingers
 * pinch; the wheel zooms to the cursor; the middle button, or Space held, pans with any tool.
 */
import type { Point } from "../../kernels/box";
import type { ImagePointer, ImageStage } from "./stage";

/** A wheel step of 100 zooms by this factor. */
const WHEEL_ZOOM = 1.2;
/** How far off a hit may be, in CSS pixels. */
const REACH: Readonly<Record<string, number>> = { mouse: 4, pen: 8, touch: 16 };

interface GestureOptions {
  readonly wheelZooms: boolean;
  readonly onPointer: (at: Point | null) => void;
}

/** Listens on the element. Returns the way to stop. */
export function listen(
  element: HTMLElement,
  stage: ImageStage,
  { wheelZooms, onPointer }: GestureOptions,
): () => void {
  const fingers = new Map<number, Point>();
  let panFrom: Point | null = null;
  let drawing: number | null = null;
  let spaceHeld = false;
  let pen = false;

  const place = ({ clientX, clientY }: { clientX: number; clientY: number }): Point => {
    const { left, top } = element.getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  const pointer = (event: PointerEvent): ImagePointer =>
    stage.pointer(place(event), {
      shift: event.shiftKey,
      ctrl: event.ctrlKey || event.metaKey,
      alt: event.altKey,
      reach: REACH[event.pointerType] ?? 4,
    });
  const show = (): void => {
    element.style.cursor = panFrom ? "grabbing" : spaceHeld ? "grab" : stage.cursor;
  };

  const onDown = (event: PointerEvent): void => {
    if (event.pointerType === "pen") pen = true;
    // A palm on the glass while a pen is about is no finger.
    if (event.pointerType === "touch" && pen) return;
    element.focus({ preventScroll: true });
    element.setPointerCapture(event.pointerId);
    const at = place(event);
    if (event.pointerType === "touch") {
      fingers.set(event.pointerId, at);
      if (fingers.size === 2) {
        // The first finger has begun something that was not meant.
        stage.hand.cancel();
        stage.hand.reset();
        drawing = null;
        return;
      }
    }
    if (event.button === 1 || spaceHeld) {
      panFrom = at;
      event.preventDefault();
    } else if (event.button === 0 && drawing === null) {
      drawing = event.pointerId;
      stage.hand.down(pointer(event));
    }
    show();
  };

  const onMove = (event: PointerEvent): void => {
    const at = place(event);
    onPointer(at);
    if (fingers.has(event.pointerId)) {
      const before = [...fingers.values()];
      fingers.set(event.pointerId, at);
      if (fingers.size === 2) {
        pinch(stage, before, [...fingers.values()]);
        return;
      }
    }
    if (panFrom) {
      stage.pan({ x: at.x - panFrom.x, y: at.y - panFrom.y });
      panFrom = at;
    } else if (drawing === null || drawing === event.pointerId) {
      stage.hand.move(pointer(event));
    }
    show();
  };

  const onUp = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    if (event.pointerType === "pen") pen = false;
    if (panFrom) panFrom = null;
    else if (drawing === event.pointerId) {
      drawing = null;
      stage.hand.up(pointer(event));
    }
    show();
  };

  const onCancel = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    panFrom = null;
    if (drawing === event.pointerId) {
      drawing = null;
      stage.hand.cancel();
    }
    show();
  };

  const onLeave = (): void => {
    onPointer(null);
    if (drawing === null && !stage.hand.busy) stage.editor.hover(null);
  };

  const onWheel = (event: WheelEvent): void => {
    // A pinch on a touchpad arrives as a wheel with Ctrl.
    if (!wheelZooms && !event.ctrlKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 33 : 1;
    const pinched = event.ctrlKey && Math.abs(event.deltaY) < 50 ? 4 : 1;
    const steps = (-event.deltaY * lines * pinched) / 100;
    stage.zoom(WHEEL_ZOOM ** Math.max(-4, Math.min(4, steps)), place(event));
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.code !== "Space" || event.ctrlKey || isTyping(event.target)) return;
    spaceHeld = event.type === "keydown";
    // Space would scroll the page, or press the button that has the focus.
    if (spaceHeld && event.target === element) event.preventDefault();
    show();
  };

  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener("pointerdown", onDown, { signal });
  element.addEventListener("pointermove", onMove, { signal });
  element.addEventListener("pointerup", onUp, { signal });
  element.addEventListener("pointercancel", onCancel, { signal });
  element.addEventListener("pointerleave", onLeave, { signal });
  element.addEventListener("wheel", onWheel, { signal, passive: false });
  window.addEventListener("keydown", onKey, { signal });
  window.addEventListener("keyup", onKey, { signal });
  return () => stop.abort();
}

function pinch(stage: ImageStage, before: readonly Point[], after: readonly Point[]): void {
  const [a, b] = before;
  const [c, d] = after;
  if (!a || !b || !c || !d) return;
  const spread = (p: Point, q: Point): number => Math.hypot(p.x - q.x, p.y - q.y);
  const middle = (p: Point, q: Point): Point => ({ x: (p.x + q.x) / 2, y: (p.y + q.y) / 2 });
  const from = middle(a, b);
  const to = middle(c, d);
  stage.pan({ x: to.x - from.x, y: to.y - from.y });
  stage.zoom(spread(c, d) / Math.max(spread(a, b), 1), to);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable]") !== null
  );
}

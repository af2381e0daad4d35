/**
 * Draws an image stage on two canvases: one for what stands still, redrawn when the view or the
 * regions change, and one above it for what is pointed at, selected or moving.
 */
import type { Region } from "../../core/document";
import { type Bounds, type Point, RESIZE_HANDLES, type Size } from "../../kernels/box";
import { matrixOf, toImage, toScreen, type View } from "../../kernels/view";
import { gripsOf, handled } from "./grips";
import { type Look, LookBook } from "./looks";
import { MaskPictures } from "./masks";
import { NameTags } from "./nametags";
import type { ImageStage } from "./stage";

/** Above this scale pixels are shown as squares, so that edges can be placed exactly. */
const PIXELS_FROM = 6;
const GRIP_SIZE = 9;
const SMALL_GRIP_SIZE = 6;
const MARK_RADIUS = 3.5;
const MASK_ALPHA = 0.45;
const LIFTED_MASK_ALPHA = 0.7;
/** With as many shapes in view, lines go without their casing. */
const CROWD = 1000;
const SELECTION_FILL = 0.28;
/** A base that takes longer to draw than this, in milliseconds, is carried along while the view moves. */
const HEAVY = 7;
/** It is drawn afresh when the view has rested this long, in milliseconds, */
const REST = 90;
/** or has been scaled by more than this. */
const CARRY_SCALE = 3;

export class ImageCanvas {
  readonly #stage: ImageStage;
  readonly #base: HTMLCanvasElement;
  readonly #over: HTMLCanvasElement;
  readonly #looks: LookBook;
  readonly #names = new NameTags();
  readonly #masks = new MaskPictures();
  #picture: CanvasImageSource | null = null;
  #frame = 0;
  #ratio = 1;
  #drawn: readonly unknown[] = [];
  #drawnView: View | null = null;
  /** What the last full drawing cost, in milliseconds. */
  #cost = 0;
  #rest = 0;
  #crosshair: Point | null = null;
  readonly #stop: (() => void)[];

  constructor(stage: ImageStage, base: HTMLCanvasElement, over: HTMLCanvasElement) {
    this.#stage = stage;
    this.#base = base;
    this.#over = over;
    this.#looks = new LookBook(stage.editor);
    this.#stop = [stage.onView(this.schedule), stage.editor.subscribe(this.schedule)];
  }

  setPicture(picture: CanvasImageSource): void {
    this.#picture = picture;
    this.#drawn = [];
    this.schedule();
  }

  /** Guide lines through the pointer, or none. */
  setCrosshair(at: Point | null): void {
    this.#crosshair = at;
    this.schedule();
  }

  /** Fits the canvases to the stage's size in CSS pixels. */
  resize({ width, height }: Size): void {
    this.#ratio = window.devicePixelRatio || 1;
    for (const canvas of [this.#base, this.#over]) {
      canvas.width = Math.round(width * this.#ratio);
      canvas.height = Math.round(height * this.#ratio);
    }
    this.#drawn = [];
    this.schedule();
  }

  readonly schedule = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  };

  dispose(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#rest);
    for (const stop of this.#stop) stop();
  }

  #draw(): void {
    const { image, view, editor, moving } = this.#stage;
    if (!image || !this.#picture) return;
    const { hidden, threshold, showLabels } = editor.session;
    const { regions, suggestions } = editor.settled;
    const now = [regions, suggestions, hidden, threshold, showLabels, moving, this.#picture];
    const stale = now.flatMap((part, i) => (part === this.#drawn[i] ? [] : [i]));
    const moved = view !== this.#drawnView;
    const added = moved ? null : this.#added(stale);
    this.#drawn = now;
    if (added) {
      this.#drawRegions(image, added);
    } else if (stale.length > 0 || (moved && !this.#carry(view))) {
      const begun = performance.now();
      this.#drawBase(image);
      this.#cost = performance.now() - begun;
    }
    this.#drawOver(image);
  }

  /** The regions that are new, when nothing else has changed: they are drawn over what is there. */
  #added(stale: readonly number[]): Region[] | null {
    const { editor, moving, object } = this.#stage;
    const before = this.#drawn[0];
    if (stale.some((part) => part !== 0 && part !== 5) || !(before instanceof Map)) return null;
    const now = editor.settled.regions;
    const lifted = this.#drawn[5];
    // What was lifted off the drawing comes back to it, and what is lifted now leaves it.
    for (const id of [...moving, ...(lifted instanceof Set ? lifted : [])]) {
      if (before.has(id)) return null;
    }
    const added = [...now.values()].filter((region) => before.get(region.id) !== region);
    if (now.size - before.size !== added.length || stale.length === 0) return null;
    return added.filter((region) => region.object === object && !moving.has(region.id));
  }

  #drawRegions(image: Size, regions: readonly Region[]): void {
    const context = this.#base.getContext("2d");
    if (!context) return;
    context.save();
    context.transform(...matrixOf(this.#stage.view, image));
    this.#drawShapes(context, image, regions);
    context.restore();
    if (this.#stage.editor.session.showLabels) {
      this.#names.draw(context, this.#stage, regions, this.#looks, this.#stage.size);
    }
  }

  #drawShapes(context: CanvasRenderingContext2D, image: Size, regions: readonly Region[]): void {
    const groups = new Map<Look, Region[]>();
    for (const region of regions) {
      const look = this.#looks.of(region);
      const group = groups.get(look);
      if (group) group.push(region);
      else groups.set(look, [region]);
    }
    const cased = regions.length < CROWD;
    for (const [look, group] of groups) this.#drawGroup(context, image, look, group, cased);
  }

  /**
   * Moves the drawing as it is to where the view has gone, and has it drawn afresh at rest, so that
   * thousands of shapes follow the hand. False when drawing afresh is cheap, or due.
   */
  #carry({ scale, x, y, rotation }: View): boolean {
    const from = this.#drawnView;
    if (!from || this.#cost < HEAVY || from.rotation !== rotation) return false;
    const grown = scale / from.scale;
    if (grown > CARRY_SCALE || grown < 1 / CARRY_SCALE) return false;
    const by = { x: x - from.x * grown, y: y - from.y * grown };
    this.#base.style.transform = `translate(${by.x}px, ${by.y}px) scale(${grown})`;
    clearTimeout(this.#rest);
    this.#rest = window.setTimeout(() => {
      this.#drawn = [];
      this.schedule();
    }, REST);
    return true;
  }

  #drawBase(image: Size): void {
    const context = this.#base.getContext("2d");
    if (!context || !this.#picture) return;
    const { view, size, moving, editor } = this.#stage;
    clearTimeout(this.#rest);
    this.#drawnView = view;
    this.#base.style.transform = "";
    this.#clear(context);
    context.save();
    context.transform(...matrixOf(view, image));
    context.imageSmoothingEnabled = view.scale * this.#ratio < PIXELS_FROM;
    context.imageSmoothingQuality = view.scale < 1 ? "high" : "low";
    const seen = this.#seen(image);
    this.#drawPicture(context, image, seen);

    const regions = this.#stage
      .index()
      .within(seen)
      .filter(({ id }) => !moving.has(id));
    this.#drawShapes(context, image, regions);
    context.restore();

    if (editor.session.showLabels) {
      this.#names.draw(context, this.#stage, regions, this.#looks, size);
    }
  }

  /** Only the part that is seen, so that a large scan costs what the screen costs. */
  #drawPicture(context: CanvasRenderingContext2D, image: Size, seen: Bounds): void {
    const left = Math.max(0, Math.floor(seen.left));
    const top = Math.max(0, Math.floor(seen.top));
    const width = Math.min(image.width, Math.ceil(seen.right)) - left;
    const height = Math.min(image.height, Math.ceil(seen.bottom)) - top;
    if (!this.#picture || width <= 0 || height <= 0) return;
    context.drawImage(this.#picture, left, top, width, height, left, top, width, height);
  }

  #drawGroup(
    context: CanvasRenderingContext2D,
    image: Size,
    look: Look,
    regions: readonly Region[],
    cased: boolean,
  ): void {
    const path = new Path2D();
    for (const region of regions) {
      if (!this.#paint(context, region, look, MASK_ALPHA)) {
        this.#shape(region)?.trace(path, region.geometry, image);
      }
    }
    const { scale } = this.#stage.view;
    context.globalAlpha = look.alpha;
    context.fillStyle = look.fill;
    context.fill(path);
    if (look.casing && cased) {
      context.lineWidth = (look.width + 2) / scale;
      context.strokeStyle = look.casing;
      context.stroke(path);
    }
    context.setLineDash(look.dash.map((length) => length / scale));
    context.lineWidth = look.width / scale;
    context.strokeStyle = look.color;
    context.stroke(path);
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /** Paints a region that is a mask; false when it is none. */
  #paint(context: CanvasRenderingContext2D, region: Region, look: Look, alpha: number): boolean {
    const masks = this.#shape(region)?.masks?.(region.geometry);
    if (!masks) return false;
    const smooth = context.imageSmoothingEnabled;
    context.imageSmoothingEnabled = false;
    context.globalAlpha = alpha * look.alpha;
    for (const mask of masks) {
      const picture = this.#masks.of(mask, look.color);
      if (picture) context.drawImage(picture, mask.left, mask.top);
    }
    context.globalAlpha = 1;
    context.imageSmoothingEnabled = smooth;
    return true;
  }

  #drawOver(image: Size): void {
    const context = this.#over.getContext("2d");
    if (!context) return;
    const { editor, moving, view, object } = this.#stage;
    const { selection, hovered, hidden } = editor.session;
    this.#clear(context);
    context.save();
    context.transform(...matrixOf(view, image));
    const ids = new Set([...moving, ...selection, ...(hovered === null ? [] : [hovered])]);
    const shown: Region[] = [];
    for (const id of ids) {
      const region = editor.region(id);
      if (region?.object !== object || hidden.has(id)) continue;
      shown.push(region);
      this.#drawLifted(context, image, region, selection.includes(id) || moving.has(id));
    }
    this.#drawBrush(context);
    this.#drawRing(context);
    context.restore();
    this.#names.draw(context, this.#stage, shown, this.#looks, this.#stage.size, true);
    const taken = handled(this.#stage);
    if (taken && !this.#stage.hand.busy) this.#drawGrips(context, image, taken);
    if (this.#crosshair) this.#drawCrosshair(context, this.#crosshair);
  }

  #drawLifted(
    context: CanvasRenderingContext2D,
    image: Size,
    region: Region,
    taken: boolean,
  ): void {
    const look = this.#looks.of(region);
    const path = new Path2D();
    if (this.#paint(context, region, look, taken ? LIFTED_MASK_ALPHA : MASK_ALPHA)) return;
    this.#shape(region)?.trace(path, region.geometry, image);
    const { scale } = this.#stage.view;
    context.globalAlpha = taken ? SELECTION_FILL : SELECTION_FILL / 2;
    context.fillStyle = look.color;
    context.fill(path);
    context.globalAlpha = 1;
    context.lineWidth = (look.width + (taken ? 4 : 3)) / scale;
    context.strokeStyle = taken ? "#ffffff" : "rgba(255, 255, 255, 0.7)";
    context.stroke(path);
    context.setLineDash(look.dash.map((length) => length / scale));
    context.lineWidth = (look.width + (taken ? 1 : 0.5)) / scale;
    context.strokeStyle = look.color;
    context.stroke(path);
    context.setLineDash([]);
    for (const { x, y } of this.#shape(region)?.marks?.(region.geometry, image) ?? []) {
      context.beginPath();
      context.arc(x, y, MARK_RADIUS / scale, 0, 2 * Math.PI);
      context.fillStyle = "#ffffff";
      context.fill();
      context.stroke();
    }
  }

  #drawGrips(context: CanvasRenderingContext2D, image: Size, region: Region): void {
    const { color } = this.#looks.of(region);
    const { view } = this.#stage;
    const grips = gripsOf(this.#stage, region).map((grip) => ({
      ...grip,
      screen: toScreen(view, image, grip.at),
    }));
    const bounds = this.#stage.boundsOf(region);
    const least = bounds
      ? Math.min(bounds.right - bounds.left, bounds.bottom - bounds.top) * view.scale
      : 0;
    context.lineWidth = 1.5;
    context.strokeStyle = color;
    context.fillStyle = "#ffffff";
    const knob = grips.find(({ id }) => id === "turn");
    const top = grips.find(({ id }) => id === "n");
    if (knob && top) {
      context.beginPath();
      context.moveTo(top.screen.x, top.screen.y);
      context.lineTo(knob.screen.x, knob.screen.y);
      context.stroke();
    }
    for (const { id, screen, round, small } of grips) {
      // On a small box the grips of its edges would cover it.
      const edge = id.length === 1 && RESIZE_HANDLES.some((handle) => handle === id);
      if (edge && least < 40) continue;
      context.beginPath();
      if (round) {
        const radius = (small ? SMALL_GRIP_SIZE : GRIP_SIZE) / 2;
        context.arc(screen.x, screen.y, radius, 0, 2 * Math.PI);
      } else {
        const half = GRIP_SIZE / 2;
        context.roundRect(screen.x - half, screen.y - half, GRIP_SIZE, GRIP_SIZE, 2);
      }
      context.fill();
      context.stroke();
    }
  }

  #drawBrush(context: CanvasRenderingContext2D): void {
    const { brush, view } = this.#stage;
    if (!brush) return;
    const { left, top, right, bottom } = brush;
    context.fillStyle = "rgba(34, 139, 230, 0.12)";
    context.strokeStyle = "rgb(34, 139, 230)";
    context.lineWidth = 1 / view.scale;
    context.fillRect(left, top, right - left, bottom - top);
    context.strokeRect(left, top, right - left, bottom - top);
  }

  #drawRing(context: CanvasRenderingContext2D): void {
    const { ring, view } = this.#stage;
    if (!ring) return;
    context.beginPath();
    context.arc(ring.at.x, ring.at.y, ring.radius, 0, 2 * Math.PI);
    context.lineWidth = 3 / view.scale;
    context.strokeStyle = "rgba(0, 0, 0, 0.5)";
    context.stroke();
    context.lineWidth = 1.5 / view.scale;
    context.strokeStyle = "#ffffff";
    context.stroke();
  }

  #drawCrosshair(context: CanvasRenderingContext2D, { x, y }: Point): void {
    const { width, height } = this.#stage.size;
    context.beginPath();
    context.moveTo(0, Math.round(y) + 0.5);
    context.lineTo(width, Math.round(y) + 0.5);
    context.moveTo(Math.round(x) + 0.5, 0);
    context.lineTo(Math.round(x) + 0.5, height);
    context.lineWidth = 3;
    context.strokeStyle = "rgba(0, 0, 0, 0.25)";
    context.stroke();
    context.lineWidth = 1;
    context.strokeStyle = "rgba(255, 255, 255, 0.85)";
    context.stroke();
  }

  #shape(region: Region) {
    return this.#stage.editor.registry.shapes.get(region.kind);
  }

  #clear(context: CanvasRenderingContext2D): void {
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, context.canvas.width, context.canvas.height);
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
  }

  /** What the stage shows, in image pixels. */
  #seen(image: Size): Bounds {
    const { view, size } = this.#stage;
    const a = toImage(view, image, { x: 0, y: 0 });
    const b = toImage(view, image, { x: size.width, y: size.height });
    return {
      left: Math.min(a.x, b.x),
      top: Math.min(a.y, b.y),
      right: Math.max(a.x, b.x),
      bottom: Math.max(a.y, b.y),
    };
  }
}

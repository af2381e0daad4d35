/** The names on regions: small tags over their top-left corner, where there is room for them. */
import type { Region } from "../../core/document";
import { clamp, type Size } from "../../kernels/box";
import { toScreen } from "../../kernels/view";
import type { LookBook } from "./looks";
import type { ImageStage } from "./stage";

const HEIGHT = 16;
const PADDING = 5;
/** Narrower regions get no tag, in CSS pixels. */
const LEAST_WIDTH = 26;
/** With more regions in view than this, only large ones are named. */
const CROWD = 250;
const LEAST_WIDTH_IN_CROWD = 70;

export class NameTags {
  readonly #widths = new Map<string, number>();
  #font = "";

  /** `always` names even the small ones: they are pointed at. */
  draw(
    context: CanvasRenderingContext2D,
    stage: ImageStage,
    regions: readonly Region[],
    looks: LookBook,
    size: Size,
    always = false,
  ): void {
    const { image, view } = stage;
    if (!image) return;
    const least = always ? 0 : regions.length > CROWD ? LEAST_WIDTH_IN_CROWD : LEAST_WIDTH;
    this.#font ||= `600 11px ${getComputedStyle(context.canvas).fontFamily}`;
    context.font = this.#font;
    context.textBaseline = "middle";
    for (const region of regions) {
      const bounds = stage.boundsOf(region);
      if (!bounds) continue;
      const a = toScreen(view, image, { x: bounds.left, y: bounds.top });
      const b = toScreen(view, image, { x: bounds.right, y: bounds.bottom });
      const wide = Math.abs(a.x - b.x);
      if (wide < least) continue;
      const look = looks.of(region);
      const full = this.#width(context, look.name) + 2 * PADDING;
      const width = always ? full : Math.min(full, Math.max(wide, LEAST_WIDTH));
      // On a turned view the shape's own upper left is somewhere else.
      const shape = view.rotation === 0 ? stage.editor.registry.shapes.get(region.kind) : undefined;
      const corner = shape && toScreen(view, image, shape.anchor(region.geometry, image));
      const left = clamp(corner?.x ?? Math.min(a.x, b.x), 0, Math.max(size.width - width, 0));
      const above = (corner?.y ?? Math.min(a.y, b.y)) - HEIGHT;
      const top =
        above < 0 ? Math.min(Math.max(Math.min(a.y, b.y), 0), size.height - HEIGHT) : above;
      context.globalAlpha = look.dash.length > 0 && !always ? 0.75 : 0.94;
      context.fillStyle = look.color;
      context.beginPath();
      context.roundRect(left, top, width, HEIGHT, above < 0 ? [0, 0, 4, 0] : [4, 4, 4, 0]);
      context.fill();
      context.globalAlpha = 1;
      context.fillStyle = look.ink;
      const room = width - 2 * PADDING;
      context.fillText(this.#cut(context, look.name, room), left + PADDING, top + HEIGHT / 2 + 0.5);
    }
  }

  #width(context: CanvasRenderingContext2D, name: string): number {
    let width = this.#widths.get(name);
    if (width === undefined) {
      width = context.measureText(name).width;
      this.#widths.set(name, width);
    }
    return width;
  }

  /** The name shortened to its room. */
  #cut(context: CanvasRenderingContext2D, name: string, room: number): string {
    const width = this.#width(context, name);
    if (width <= room + 0.5) return name;
    const letters = Math.floor((name.length * room) / width) - 1;
    return letters < 1 ? "" : `${name.slice(0, letters)}…`;
  }
}

/**
 * An image with what is marked on it, without pixels: where it lies on the screen, what is under
 * the pointer, which tool is in hand. The canvas draws it; tests drive it as it is.
 */
import type { Region } from "../../core/document";
import type { Editor, Stage } from "../../core/editor";
import { visibleRegions } from "../../core/labeling";
import { Hand, type Tool } from "../../core/tools";
import type { Bounds, Point, Size } from "../../kernels/box";
import { SpatialIndex } from "../../kernels/spatial";
import {
  centred,
  keepInSight,
  pan,
  toImage,
  toScreen,
  turnView,
  type View,
  wholeImage,
  zoomAt,
} from "../../kernels/view";
import type { OnImage } from "./where";

/** A pointer on the image. */
export interface ImagePointer {
  /** In natural pixels of the image; may lie outside of it. */
  readonly at: Point;
  /** In CSS pixels of the stage. */
  readonly screen: Point;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** Fingers are thicker than mice: how far off a hit may be, in CSS pixels. */
  readonly reach: number;
}

const KEEP_IN_SIGHT = 48;

export type DefaultZoom = "fit" | "original" | "auto";

export interface ImageStageOptions {
  readonly margin?: number;
  readonly defaultZoom?: DefaultZoom;
}

export class ImageStage implements Stage {
  readonly editor: Editor;
  readonly object: string;
  readonly hand: Hand<ImagePointer>;
  readonly defaultZoom: DefaultZoom;
  readonly margin: number;
  image: Size | null = null;
  /** Addresses of the images of a `valueList`; none for an image that is alone. */
  pages: readonly string[] = [];
  /** Which of them is on show. */
  page = 0;
  size: Size = { width: 0, height: 0 };
  view: View = { scale: 1, x: 0, y: 0, rotation: 0 };
  /** CSS cursor for what the hand does or is about to do. */
  cursor = "default";
  /** The rectangle being dragged to select, in image pixels. */
  brush: Bounds | null = null;
  /** The brush over the image, in image pixels. */
  ring: { readonly at: Point; readonly radius: number } | null = null;
  /** Whether the person has moved the view; until then it follows the window. */
  touched = false;
  /** Regions that move now: drawn apart, so that the rest can stand still. */
  moving: ReadonlySet<string> = new Set();
  /** Set by what draws the stage. */
  locate: ((region: Region) => Bounds | null) | null = null;

  #index: SpatialIndex<Region> | null = null;
  #indexed: readonly unknown[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(editor: Editor, object: string, options: ImageStageOptions = {}) {
    this.editor = editor;
    this.object = object;
    this.margin = options.margin ?? 16;
    this.defaultZoom = options.defaultZoom ?? "fit";
    this.hand = new Hand(() => this.#tool().start(this));
  }

  /** Puts the stage on show. Returns the way to take it off again. */
  mount(): () => void {
    this.editor.stages.set(this.object, this);
    this.hand.reset();
    let selected: string | undefined;
    const follow = this.editor.subscribe(() => {
      this.turnTo(this.editor.session.items[this.object] ?? 0);
      const [id] = this.editor.session.selection;
      if (id === selected) return;
      selected = id;
      const region = id === undefined ? undefined : this.editor.region(id);
      if (region?.object === this.object && !this.hand.busy) this.reveal(region);
    });
    return () => {
      follow();
      this.hand.reset();
      if (this.editor.stages.get(this.object) === this) this.editor.stages.delete(this.object);
    };
  }

  #tool(): Tool<ImageStage, ImagePointer> {
    const { registry, session } = this.editor;
    const held = registry.tools.get(session.tool);
    const tool = held?.surface === "image" ? held : registry.tools.get("tool.move");
    if (!tool) throw new Error("The move tool is not registered.");
    return tool as Tool<ImageStage, ImagePointer>;
  }

  /** Calls back when the view has changed. Returns the way to stop. */
  onView(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What a region that is drawn now says of the image it lies on. */
  get where(): OnImage {
    const page = this.pages.length > 0 ? this.page : null;
    return { image: this.image, imageRotation: this.view.rotation, page };
  }

  /** Shows another image of the list; what draws the stage loads it and calls `setImage`. */
  turnTo(page: number): void {
    if (page === this.page || page < 0 || page >= this.pages.length) return;
    const elsewhere = this.editor.selected.filter(
      (region) => region.object === this.object && pageOf(region) !== page,
    );
    // What is selected would be changed unseen.
    if (elsewhere.length > 0) this.editor.select([]);
    this.hand.reset();
    this.page = page;
    this.image = null;
    this.#indexed = [];
    this.editor.update({ items: { ...this.editor.session.items, [this.object]: page } });
    this.editor.announce("pages.said", { page: page + 1, pages: this.pages.length });
    for (const listener of this.#listeners) listener();
  }

  setImage(image: Size): void {
    this.image = image;
    this.#indexed = [];
    this.reset();
  }

  setSize(size: Size): void {
    if (size.width === this.size.width && size.height === this.size.height) return;
    const middle = {
      x: (size.width - this.size.width) / 2,
      y: (size.height - this.size.height) / 2,
    };
    this.size = size;
    if (this.touched) this.#look(pan(this.view, middle));
    else this.reset();
  }

  /** The view the config asks for. */
  reset(): void {
    this.touched = false;
    if (!this.image) return;
    const largest = this.defaultZoom === "auto" ? 1 : undefined;
    const { rotation } = this.view;
    this.#look(
      this.defaultZoom === "original"
        ? centred(this.image, this.size, rotation, 1)
        : wholeImage(this.image, this.size, rotation, this.margin, largest),
    );
  }

  fit(): void {
    if (!this.image) return;
    this.touched = false;
    this.#look(wholeImage(this.image, this.size, this.view.rotation, this.margin));
  }

  actualSize(): void {
    if (!this.image) return;
    this.touched = true;
    this.#look(centred(this.image, this.size, this.view.rotation, 1));
  }

  zoom(factor: number, at: Point = this.#middle()): void {
    if (!this.image) return;
    this.touched = true;
    const { scale: whole } = wholeImage(this.image, this.size, this.view.rotation, this.margin);
    this.#look(zoomAt(this.view, at, factor, Math.min(whole, 1) / 2));
  }

  pan(by: Point): void {
    this.touched = true;
    this.#look(pan(this.view, by));
  }

  turn(by: 90 | -90): void {
    if (!this.image) return;
    const turned = turnView(this.view, this.image, this.size, by);
    this.#look(turned);
    if (!this.touched) this.reset();
  }

  /** Turns to a region's page, and moves the view just enough to show it. */
  reveal(region: Region): void {
    this.turnTo(pageOf(region));
    const bounds = this.boundsOf(region);
    if (!bounds || !this.image) return;
    const a = toScreen(this.view, this.image, { x: bounds.left, y: bounds.top });
    const b = toScreen(this.view, this.image, { x: bounds.right, y: bounds.bottom });
    const shift = (low: number, high: number, room: number): number =>
      high < 0 || low > room ? room / 2 - (low + high) / 2 : 0;
    const by = {
      x: shift(Math.min(a.x, b.x), Math.max(a.x, b.x), this.size.width),
      y: shift(Math.min(a.y, b.y), Math.max(a.y, b.y), this.size.height),
    };
    if (by.x !== 0 || by.y !== 0) this.pan(by);
  }

  toImage(screen: Point): Point {
    return this.image ? toImage(this.view, this.image, screen) : screen;
  }

  /** A pointer from where it is on the stage. */
  pointer(screen: Point, held: Partial<Omit<ImagePointer, "at" | "screen">> = {}): ImagePointer {
    const at = this.toImage(screen);
    return { at, screen, shift: false, ctrl: false, alt: false, reach: 6, ...held };
  }

  /** Regions of this image in drawing order, without the hidden ones. */
  regions(): readonly Region[] {
    const { hidden } = this.editor.session;
    return visibleRegions(this.editor).filter(
      (region) =>
        region.object === this.object &&
        this.editor.registry.shapes.has(region.kind) &&
        !hidden.has(region.id) &&
        pageOf(region) === this.page,
    );
  }

  boundsOf(region: Region): Bounds | null {
    const shape = this.editor.registry.shapes.get(region.kind);
    return shape && this.image ? shape.bounds(region.geometry, this.image) : null;
  }

  /** The spatial index, made anew only when the regions have changed. */
  index(): SpatialIndex<Region> {
    const { document, session } = this.editor;
    const now = [
      document.regions,
      document.suggestions,
      session.hidden,
      session.threshold,
      this.image,
      this.page,
    ];
    if (!this.#index || now.some((part, i) => part !== this.#indexed[i])) {
      this.#index = new SpatialIndex(this.regions(), (region) => {
        return this.boundsOf(region) ?? { left: 0, top: 0, right: 0, bottom: 0 };
      });
      this.#indexed = now;
    }
    return this.#index;
  }

  /** The region meant by a point: the selected one first, then the smallest. */
  regionAt({ at, reach }: ImagePointer): Region | null {
    const { image } = this;
    if (!image) return null;
    const slack = reach / this.view.scale;
    const hits = this.index()
      .near(at, slack)
      .filter((region) =>
        this.editor.registry.shapes.get(region.kind)?.hit(region.geometry, at, image, slack),
      );
    const { selection } = this.editor.session;
    const area = (region: Region): number => {
      const { left, top, right, bottom } = this.boundsOf(region) ?? NOWHERE;
      return (right - left) * (bottom - top);
    };
    return (
      hits.find(({ id }) => selection.includes(id)) ??
      hits.sort((a, b) => area(a) - area(b) || b.place - a.place)[0] ??
      null
    );
  }

  #look(view: View): void {
    this.view = this.image ? keepInSight(view, this.image, this.size, KEEP_IN_SIGHT) : view;
    for (const listener of this.#listeners) listener();
  }

  #middle(): Point {
    return { x: this.size.width / 2, y: this.size.height / 2 };
  }
}

/** Which image of a `valueList` a region lies on. */
function pageOf({ geometry }: Region): number {
  return (geometry as Partial<OnImage>).page ?? 0;
}

const NOWHERE: Bounds = { left: 0, top: 0, right: 0, bottom: 0 };

/** The image stages of an editor, in order of appearance. */
export function imageStages(editor: Editor): ImageStage[] {
  return [...editor.stages.values()].filter((stage) => stage instanceof ImageStage);
}

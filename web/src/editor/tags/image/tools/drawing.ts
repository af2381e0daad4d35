/** What tools that draw on images share: whether they may, and shapes pulled from a first point. */
import type { Command } from "../../../core/commands";
import { put, type Region } from "../../../core/document";
import type { Editor } from "../../../core/editor";
import { afterDrawing, draftRegion, mayUse } from "../../../core/labeling";
import { kindsOn } from "../../../core/plan";
import type { Tool } from "../../../core/tools";
import { clampPoint, type Point, type Size } from "../../../kernels/box";
import { type ImagePointer, type ImageStage, imageStages } from "../../../surfaces/image/stage";
import { type ImageState, isDrag, look, pointingRegion, takeHold } from "./handling";

/** Shapes with a side shorter than this many CSS pixels were not meant. */
const SMALLEST = 2;

/** Whether regions of a kind can be drawn on some image now. */
export function canDraw(editor: Editor, kind: string): boolean {
  return (
    !editor.readOnly &&
    imageStages(editor).some(
      ({ image, object }) => image !== null && kindsOn(editor.plan, object).has(kind),
    )
  );
}

export function mayDraw({ editor, object, image }: ImageStage, kind: string): boolean {
  return !editor.readOnly && image !== null && kindsOn(editor.plan, object).has(kind);
}

export function isOnImage({ image }: ImageStage, { x, y }: Point): boolean {
  return image !== null && x >= 0 && y >= 0 && x <= image.width && y <= image.height;
}

/** The command that takes a drawing tool in hand. */
export function drawingCommand(tool: Tool, words: string, keys: readonly string[]): Command {
  const kind = tool.draws ?? "";
  return {
    id: tool.id,
    group: "tools",
    words,
    keys,
    when: (editor) => canDraw(editor, kind),
    run: (editor) => editor.hold(tool.id),
  };
}

/** A new region as an open gesture: shown while it is drawn, kept or taken back at its end. */
export class Drawing {
  readonly #stage: ImageStage;
  readonly #mark;
  readonly #draft: Region;
  region: Region | null = null;

  constructor(stage: ImageStage, kind: string) {
    const { editor, object } = stage;
    this.#stage = stage;
    editor.select([]);
    this.#mark = editor.mark();
    this.#draft = draftRegion(editor, { object, kind, geometry: null });
    stage.cursor = "crosshair";
  }

  /** The control whose attributes the new region follows. */
  get maker(): string {
    return this.#draft.maker;
  }

  show(geometry: unknown): void {
    const { editor } = this.#stage;
    this.region = { ...this.#draft, geometry };
    this.#stage.moving = new Set([this.region.id]);
    editor.rewind(this.#mark);
    editor.transact("", [put(editor.document, "regions", this.region.id, this.region)]);
  }

  /** Keeps the region, unless its labels may not be used again. */
  finish(): void {
    const { editor } = this.#stage;
    const { region } = this;
    if (!region || !mayUse(editor, region)) {
      editor.revert(this.#mark);
      return;
    }
    editor.settle("step.draw");
    afterDrawing(editor, region);
  }

  cancel(): void {
    this.#stage.editor.revert(this.#mark);
  }

  readonly exit = (): void => {
    this.#stage.moving = new Set();
  };
}

/** The geometry between a fixed point and the pointer, both on the image. */
export type Stretch = (
  from: Point,
  to: Point,
  image: Size,
  held: { readonly shift: boolean; readonly stage: ImageStage },
) => unknown;

/** A tool that pulls a shape from a first point: by dragging, or by two clicks. */
export function stretchingTool(
  id: string,
  draws: string,
  stretch: Stretch,
): Tool<ImageStage, ImagePointer> {
  function idle(stage: ImageStage): ImageState {
    return {
      name: "idle",
      down: (pointer) =>
        takeHold(stage, pointer, () => idle(stage)) ?? pointingCanvas(stage, pointer),
      move(pointer) {
        look(stage, pointer, "crosshair");
        return undefined;
      },
    };
  }

  /** Pressed, undecided: a drag draws, a click selects what is there or sets the first point. */
  function pointingCanvas(stage: ImageStage, origin: ImagePointer): ImageState {
    const { editor } = stage;
    const rest = (): ImageState => idle(stage);
    const may = mayDraw(stage, draws);
    return {
      name: "pointing canvas",
      move: (pointer) => (may && isDrag(origin, pointer) ? drawing(stage, origin) : undefined),
      up(pointer) {
        const region = stage.regionAt(pointer);
        if (region) {
          const pointing = pointingRegion(stage, pointer, region, rest);
          return pointing.up?.(pointer) ?? rest();
        }
        const hadSelection = editor.session.selection.length > 0;
        editor.select([]);
        return hadSelection || !may || !isOnImage(stage, origin.at)
          ? rest()
          : placing(stage, origin);
      },
      cancel: rest,
    };
  }

  /** The pointer is down and pulls. */
  function drawing(stage: ImageStage, origin: ImagePointer): ImageState {
    const shape = stretched(stage, origin);
    return {
      name: "drawing shape",
      busy: true,
      move: shape.pull,
      up: () => shape.finish(),
      cancel: shape.cancel,
      exit: shape.exit,
    };
  }

  /** The first point stands; the next click sets the other. */
  function placing(stage: ImageStage, origin: ImagePointer): ImageState {
    const shape = stretched(stage, origin);
    return {
      name: "placing corner",
      busy: true,
      move: shape.pull,
      down(pointer) {
        shape.pull(pointer);
        return shape.finish();
      },
      cancel: shape.cancel,
      exit: shape.exit,
    };
  }

  function stretched(stage: ImageStage, origin: ImagePointer) {
    const drawing = new Drawing(stage, draws);
    return {
      pull({ at, shift }: ImagePointer): undefined {
        const { image } = stage;
        if (!image) return;
        const from = clampPoint(origin.at, image);
        drawing.show(stretch(from, at, image, { shift, stage }));
      },

      finish(): ImageState {
        const bounds = drawing.region && stage.boundsOf(drawing.region);
        const least = SMALLEST / stage.view.scale;
        if (!bounds || bounds.right - bounds.left < least || bounds.bottom - bounds.top < least) {
          drawing.cancel();
        } else {
          drawing.finish();
        }
        return idle(stage);
      },

      cancel(): ImageState {
        drawing.cancel();
        return idle(stage);
      },

      exit: drawing.exit,
    };
  }

  return { id, surface: "image", draws, start: idle };
}

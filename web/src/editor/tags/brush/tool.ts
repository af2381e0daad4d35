/** Paints masks and scratches paint out: strokes go on the selected mask, or begin a new one. */
import type { Command } from "../../core/commands";
import type { Region } from "../../core/document";
import type { Editor } from "../../core/editor";
import { changed, deleteRegions, replace } from "../../core/labeling";
import { labellersOf } from "../../core/plan";
import type { Tool } from "../../core/tools";
import type { Point, Size } from "../../kernels/box";
import { stroke } from "../../kernels/brush";
import { added, emptyMask, erased, type Mask } from "../../kernels/mask";
import type { ImagePointer, ImageStage } from "../../surfaces/image/stage";
import { canDraw, Drawing, drawingCommand, isOnImage, mayDraw } from "../image/tools/drawing";
import type { ImageState } from "../image/tools/handling";
import { BRUSH, type Brush, wholeMask } from "./kind";

/** Diameter of the brush in CSS pixels, until the person or the config says otherwise. */
const DIAMETER = 15;
const SMALLEST = 1;
const LARGEST = 400;
const STEP = 1.25;

export const brushTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.brush",
  surface: "image",
  draws: BRUSH,
  start: painting,
};

export const eraserTool: Tool<ImageStage, ImagePointer> = {
  id: "tool.eraser",
  surface: "image",
  draws: null,
  start: erasing,
};

function painting(stage: ImageStage): ImageState {
  return resting(stage, (pointer) => {
    if (!mayDraw(stage, BRUSH) || !isOnImage(stage, pointer.at)) return undefined;
    const region = inHand(stage);
    if (pointer.alt) return region ? scratching(stage, pointer, region, painting) : undefined;
    return region ? goingOn(stage, pointer, region) : beginning(stage, pointer);
  });
}

function erasing(stage: ImageStage): ImageState {
  return resting(stage, (pointer) => {
    const region = inHand(stage) ?? paintAt(stage, pointer);
    return region ? scratching(stage, pointer, region, erasing) : undefined;
  });
}

/** Not pressed: the ring shows what a press would paint. */
function resting(
  stage: ImageStage,
  press: (pointer: ImagePointer) => ImageState | undefined,
): ImageState {
  return {
    name: "idle",
    down: press,
    move(pointer) {
      showRing(stage, pointer);
      return undefined;
    },
    exit: () => hideRing(stage),
  };
}

/** The first stroke of a new region. */
function beginning(stage: ImageStage, origin: ImagePointer): ImageState {
  const drawing = new Drawing(stage, BRUSH);
  const show = (painted: Mask): void => {
    const brush: Brush = { ...stage.where, mask: painted };
    drawing.show(brush);
  };
  return stroking(stage, origin, show, painting, {
    finish() {
      drawing.finish();
      // Selected, so that the next stroke goes on with it.
      if (drawing.region && stage.editor.region(drawing.region.id)) {
        stage.editor.select([drawing.region.id]);
      }
    },
    cancel: () => drawing.cancel(),
    exit: drawing.exit,
  });
}

/** One more stroke of the selected region. */
function goingOn(stage: ImageStage, origin: ImagePointer, region: Region): ImageState {
  const brush = region.geometry as Brush;
  return onRegion(stage, origin, region, painting, "step.draw", {
    during: (painted) => ({ ...brush, stroke: painted }),
    after: (painted) => ({ ...brush, mask: added(brush.mask, painted) }),
  });
}

function scratching(
  stage: ImageStage,
  origin: ImagePointer,
  region: Region,
  rest: (stage: ImageStage) => ImageState,
): ImageState {
  const brush = region.geometry as Brush;
  const scratched = (painted: Mask): Brush => ({
    ...brush,
    mask: erased(wholeMask(brush), painted),
  });
  return onRegion(stage, origin, region, rest, "step.erase", {
    during: scratched,
    after: scratched,
  });
}

interface Effect {
  /** What to show while the stroke goes on, and what stays of it. */
  during(painted: Mask): Brush;
  after(painted: Mask): Brush;
}

function onRegion(
  stage: ImageStage,
  origin: ImagePointer,
  region: Region,
  rest: (stage: ImageStage) => ImageState,
  words: string,
  effect: Effect,
): ImageState {
  const { editor } = stage;
  const mark = editor.mark();
  let painted = emptyMask(stage.image ?? { width: 1, height: 1 });
  const put = (geometry: Brush): void => {
    editor.rewind(mark);
    editor.transact("", replace(editor, changed(region, { geometry })));
  };
  stage.moving = new Set([region.id]);
  return stroking(
    stage,
    origin,
    (mask) => {
      painted = mask;
      put(effect.during(mask));
    },
    rest,
    {
      finish() {
        const left = effect.after(painted);
        put(left);
        editor.settle(words);
        // A region without paint is no region.
        if (left.mask.columns === 0) deleteRegions(editor, [region.id]);
      },
      cancel: () => editor.revert(mark),
      exit() {
        stage.moving = new Set();
      },
    },
  );
}

/** Pressed: the stroke so far, told after each move. */
function stroking(
  stage: ImageStage,
  origin: ImagePointer,
  show: (painted: Mask) => void,
  rest: (stage: ImageStage) => ImageState,
  end: { finish(): void; cancel(): void; exit(): void },
): ImageState {
  const image: Size = stage.image ?? { width: 1, height: 1 };
  let last: Point = origin.at;
  let painted = stroke(last, last, radiusOf(stage), image);
  const go = (pointer: ImagePointer): undefined => {
    painted = added(painted, stroke(last, pointer.at, radiusOf(stage), image));
    last = pointer.at;
    show(painted);
    showRing(stage, pointer);
  };
  show(painted);
  return {
    name: "painting",
    busy: true,
    move: go,
    up() {
      end.finish();
      return rest(stage);
    },
    cancel() {
      end.cancel();
      return rest(stage);
    },
    exit() {
      end.exit();
      hideRing(stage);
    },
  };
}

/** The one selected mask of this image, if it may be changed. */
function inHand(stage: ImageStage): Region | null {
  const [region, ...more] = stage.editor.selected;
  return region && more.length === 0 && isPaint(stage, region) ? region : null;
}

function paintAt(stage: ImageStage, pointer: ImagePointer): Region | null {
  const region = stage.regionAt(pointer);
  return region && isPaint(stage, region) ? region : null;
}

function isPaint(stage: ImageStage, region: Region): boolean {
  const { editor, object } = stage;
  return region.kind === BRUSH && region.object === object && !region.locked && !editor.readOnly;
}

/** In pixels of the image. */
function radiusOf({ editor, object, view }: ImageStage): number {
  return diameterOf(editor, object) / 2 / view.scale;
}

function diameterOf(editor: Editor, object: string): number {
  if (editor.session.brush !== null) return editor.session.brush;
  const makers = labellersOf(editor.plan, object, BRUSH);
  const asked = makers.map(({ tag }) => tag.attrs.strokeWidth).find((n) => typeof n === "number");
  return asked ?? DIAMETER;
}

function showRing(stage: ImageStage, { at }: ImagePointer): void {
  stage.cursor = "none";
  stage.ring = { at, radius: radiusOf(stage) };
  stage.editor.update({});
}

function hideRing(stage: ImageStage): void {
  stage.ring = null;
}

function resized(editor: Editor, factor: number): void {
  const [stage] = [...editor.stages.keys()];
  const now = diameterOf(editor, stage ?? "");
  const next = Math.round(now * factor) + (factor > 1 ? 1 : -1);
  editor.update({ brush: Math.min(Math.max(next, SMALLEST), LARGEST) });
}

const paints = (editor: Editor): boolean => canDraw(editor, BRUSH);

export const BRUSH_COMMANDS: readonly Command[] = [
  drawingCommand(brushTool, "command.brush", ["b"]),
  {
    id: eraserTool.id,
    group: "tools",
    words: "command.eraser",
    keys: ["e"],
    when: paints,
    run: (editor) => editor.hold(eraserTool.id),
  },
  {
    id: "tool.decrease-tool",
    group: "tools",
    words: "command.smallerBrush",
    keys: ["["],
    when: paints,
    run: (editor) => resized(editor, 1 / STEP),
  },
  {
    id: "tool.increase-tool",
    group: "tools",
    words: "command.largerBrush",
    keys: ["]"],
    when: paints,
    run: (editor) => resized(editor, STEP),
  },
];

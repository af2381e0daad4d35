/** Taking a region by its grips or its body: what every tool on an image can do. */

import type { Region } from "../../../core/document";
import { changed, replace } from "../../../core/labeling";
import type { Grip } from "../../../core/shapes";
import type { State } from "../../../core/tools";
import { gripAt, handled } from "../../../surfaces/image/grips";
import type { ImagePointer, ImageStage } from "../../../surfaces/image/stage";

export type ImageState = State<ImagePointer>;

/** How far the pointer must move, in CSS pixels, before a press becomes a drag. */
const DRAG_AFTER = 3;

export function isDrag(from: ImagePointer, to: ImagePointer): boolean {
  return Math.hypot(to.screen.x - from.screen.x, to.screen.y - from.screen.y) >= DRAG_AFTER;
}

/** What pressing here takes hold of, or null when there is nothing to take. */
export function takeHold(
  stage: ImageStage,
  pointer: ImagePointer,
  idle: () => ImageState,
): ImageState | null {
  const region = handled(stage);
  const grip = gripAt(stage, pointer);
  if (region && grip) return pointingGrip(stage, pointer, region, grip, idle);
  const under = stage.regionAt(pointer);
  if (under && stage.editor.session.selection.includes(under.id)) {
    return pointingRegion(stage, pointer, under, idle);
  }
  return null;
}

function pointingGrip(
  stage: ImageStage,
  origin: ImagePointer,
  region: Region,
  grip: Grip,
  idle: () => ImageState,
): ImageState {
  return {
    name: "pointing grip",
    move: (pointer) =>
      isDrag(origin, pointer) ? pulling(stage, origin, region, grip, idle) : undefined,
    up() {
      if (origin.alt) takeOut(stage, region, grip);
      return idle();
    },
    cancel: idle,
  };
}

/** A click with Alt takes the corner under it out. */
function takeOut({ editor }: ImageStage, region: Region, grip: Grip): void {
  const shape = editor.registry.shapes.get(region.kind);
  const geometry = shape?.takeOut?.(region.geometry, grip.id) ?? null;
  if (geometry === null) return;
  editor.transact("step.resize", replace(editor, changed(region, { geometry })));
}

/** Resizing or turning: the shape is always recomputed from how it was when the pull began. */
function pulling(
  stage: ImageStage,
  origin: ImagePointer,
  region: Region,
  grip: Grip,
  idle: () => ImageState,
): ImageState {
  const { editor } = stage;
  const mark = editor.mark();
  const slip = { x: grip.at.x - origin.at.x, y: grip.at.y - origin.at.y };
  const shape = editor.registry.shapes.get(region.kind);
  stage.moving = new Set([region.id]);
  return {
    name: grip.id === "turn" ? "turning" : "resizing",
    busy: true,
    move({ at, shift }) {
      if (!stage.image || !shape) return undefined;
      const to = { x: at.x + slip.x, y: at.y + slip.y };
      const geometry = shape.pull(region.geometry, grip.id, to, stage.image, { shift });
      editor.rewind(mark);
      editor.transact("", replace(editor, changed(region, { geometry })));
      return undefined;
    },
    up() {
      editor.settle(grip.id === "turn" ? "step.rotate" : "step.resize");
      return idle();
    },
    cancel() {
      editor.revert(mark);
      return idle();
    },
    exit() {
      stage.moving = new Set();
    },
  };
}

export function pointingRegion(
  stage: ImageStage,
  origin: ImagePointer,
  region: Region,
  idle: () => ImageState,
): ImageState {
  const { editor } = stage;
  const { selection } = editor.session;
  const wasSelected = selection.includes(region.id);
  const more = origin.shift || origin.ctrl;
  if (more) {
    const others = selection.filter((id) => id !== region.id);
    editor.select(wasSelected ? others : [...selection, region.id]);
  } else if (!wasSelected) {
    editor.select([region.id]);
  }
  return {
    name: "pointing region",
    move(pointer) {
      const movable = editor.selected.filter(
        ({ locked, object }) => !locked && object === stage.object,
      );
      if (!isDrag(origin, pointer) || editor.readOnly || movable.length === 0) return undefined;
      return translating(stage, origin, movable, idle);
    },
    up() {
      if (wasSelected && !more && selection.length > 1) editor.select([region.id]);
      return idle();
    },
    cancel: idle,
  };
}

function translating(
  stage: ImageStage,
  origin: ImagePointer,
  regions: readonly Region[],
  idle: () => ImageState,
): ImageState {
  const { editor } = stage;
  const mark = editor.mark();
  stage.moving = new Set(regions.map(({ id }) => id));
  stage.cursor = "grabbing";
  return {
    name: "translating",
    busy: true,
    move({ at }) {
      const { image } = stage;
      if (!image) return undefined;
      const by = { x: at.x - origin.at.x, y: at.y - origin.at.y };
      editor.rewind(mark);
      editor.transact(
        "",
        regions.flatMap((region) => {
          const shape = editor.registry.shapes.get(region.kind);
          if (!shape) return [];
          const geometry = shape.translate(region.geometry, by, image);
          return replace(editor, changed(region, { geometry }));
        }),
      );
      return undefined;
    },
    up() {
      editor.settle("step.move");
      return idle();
    },
    cancel() {
      editor.revert(mark);
      return idle();
    },
    exit() {
      stage.moving = new Set();
      stage.cursor = "default";
    },
  };
}

/** Points at what is under the hand: grip, region or nothing. */
export function look(stage: ImageStage, pointer: ImagePointer, otherwise: string): void {
  const { editor } = stage;
  const grip = gripAt(stage, pointer);
  const region = grip ? null : stage.regionAt(pointer);
  editor.hover(region?.id ?? (grip ? editor.session.hovered : null));
  const selected = region !== null && editor.session.selection.includes(region.id);
  stage.cursor = grip ? grip.cursor : selected && !editor.readOnly ? "move" : otherwise;
}

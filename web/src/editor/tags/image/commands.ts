/** Commands of images: tools, view, and moving regions by keyboard. */
import type { Command } from "../../core/commands";
import type { Editor } from "../../core/editor";
import { addRegion, changed, draftRegion, replace } from "../../core/labeling";
import { type Point, resize, toPercent, toPixels } from "../../kernels/box";
import { type ImageStage, imageStages } from "../../surfaces/image/stage";
import { RECTANGLE, type Rectangle } from "../rectangle/kind";
import { canDraw } from "./tools/drawing";

const ZOOM_STEP = 1.25;

/** The image the selection is on, else the first. */
function stageOf(editor: Editor): ImageStage | undefined {
  const stages = imageStages(editor);
  const [region] = editor.selected;
  return stages.find(({ object }) => object === region?.object) ?? stages[0];
}

const hasImage = (editor: Editor): boolean => stageOf(editor)?.image != null;
const drawsBoxes = (editor: Editor): boolean => canDraw(editor, RECTANGLE);

function onStage(
  id: string,
  words: string,
  keys: readonly string[],
  run: (stage: ImageStage) => void,
): Command {
  return {
    id,
    words,
    keys,
    group: "view",
    repeats: true,
    when: hasImage,
    run(editor) {
      const stage = stageOf(editor);
      if (stage) run(stage);
    },
  };
}

/** A box in the middle of what is seen, a quarter as wide. */
function addBox(editor: Editor): void {
  const stage = stageOf(editor);
  const { image } = stage ?? {};
  if (!stage || !image || stage.hand.busy) return;
  const middle = stage.toImage({ x: stage.size.width / 2, y: stage.size.height / 2 });
  const seen = Math.min(stage.size.width, stage.size.height) / stage.view.scale;
  const side = Math.min(seen / 4, image.width, image.height);
  const x = Math.min(Math.max(middle.x - side / 2, 0), image.width - side);
  const y = Math.min(Math.max(middle.y - side / 2, 0), image.height - side);
  const box = toPercent({ x, y, width: side, height: side, rotation: 0 }, image);
  const geometry: Rectangle = { ...box, ...stage.where };
  const region = draftRegion(editor, { object: stage.object, kind: RECTANGLE, geometry });
  if (addRegion(editor, region)) editor.select([region.id]);
}

function turnPage(editor: Editor, by: 1 | -1): void {
  const stage = stageOf(editor);
  stage?.turnTo(stage.page + by);
}

/** Regions on the stage that arrow keys may move. */
function movable(editor: Editor, stage: ImageStage) {
  return editor.selected.filter(({ object, locked }) => object === stage.object && !locked);
}

const mayMove = (editor: Editor): boolean => {
  const stage = stageOf(editor);
  return !editor.readOnly && stage !== undefined && movable(editor, stage).length > 0;
};

/** Moves by CSS pixels, so that a step is as fine as the view is close. */
function nudge(editor: Editor, by: Point): void {
  const stage = stageOf(editor);
  const { image } = stage ?? {};
  if (!stage || !image) return;
  const step = { x: by.x / stage.view.scale, y: by.y / stage.view.scale };
  const regions = movable(editor, stage);
  const patches = regions.flatMap((region) => {
    const shape = editor.registry.shapes.get(region.kind);
    if (!shape) return [];
    const geometry = shape.translate(region.geometry, step, image);
    return replace(editor, changed(region, { geometry }));
  });
  editor.transact("step.move", patches, `nudge/${regions.map(({ id }) => id).join()}`);
}

function grow(editor: Editor, by: Point): void {
  const stage = stageOf(editor);
  const { image } = stage ?? {};
  if (!stage || !image) return;
  for (const region of movable(editor, stage)) {
    const shape = editor.registry.shapes.get(region.kind);
    if (!shape || region.kind !== RECTANGLE) continue;
    const rectangle = region.geometry as Rectangle;
    const box = toPixels(rectangle, image);
    const least = 1 / stage.view.scale;
    const corner = resize({ ...box, rotation: 0, x: 0, y: 0 }, "se", {
      x: Math.max(box.width + by.x / stage.view.scale, least),
      y: Math.max(box.height + by.y / stage.view.scale, least),
    });
    const geometry = {
      ...rectangle,
      ...toPercent({ ...box, width: corner.width, height: corner.height }, image),
    };
    const { right, bottom } = shape.bounds(geometry, image);
    if (right > image.width + 1e-6 || bottom > image.height + 1e-6) continue;
    editor.transact(
      "step.resize",
      [...replace(editor, changed(region, { geometry }))],
      `grow/${region.id}`,
    );
  }
}

const ARROWS: readonly (readonly [string, string, string, Point])[] = [
  ["ArrowLeft", "Left", "growLeft", { x: -1, y: 0 }],
  ["ArrowRight", "Right", "growRight", { x: 1, y: 0 }],
  ["ArrowUp", "Up", "growUp", { x: 0, y: -1 }],
  ["ArrowDown", "Down", "growDown", { x: 0, y: 1 }],
];

function arrowCommands(): Command[] {
  return ARROWS.flatMap(([key, name, growing, { x, y }]) => [
    {
      id: `region.nudge-${name.toLowerCase()}`,
      group: "regions" as const,
      repeats: true,
      words: `command.nudge${name}`,
      keys: [key],
      when: mayMove,
      run: (editor: Editor) => nudge(editor, { x, y }),
    },
    {
      id: `region.nudge-${name.toLowerCase()}-far`,
      group: "regions" as const,
      repeats: true,
      words: `command.nudge${name}Far`,
      keys: [`Shift+${key}`],
      when: mayMove,
      run: (editor: Editor) => nudge(editor, { x: x * 10, y: y * 10 }),
    },
    {
      id: `region.grow-${name.toLowerCase()}`,
      group: "regions" as const,
      repeats: true,
      words: `command.${growing}`,
      keys: [`Ctrl+${key}`],
      when: mayMove,
      run: (editor: Editor) => grow(editor, { x: x * 4, y: y * 4 }),
    },
  ]);
}

export const IMAGE_COMMANDS: readonly Command[] = [
  {
    id: "tool.move",
    group: "tools",
    words: "command.move",
    keys: ["v"],
    when: hasImage,
    run: (editor) => editor.hold("tool.move"),
  },
  {
    id: "tool.pan-image",
    group: "tools",
    words: "command.pan",
    keys: ["h"],
    when: hasImage,
    run: (editor) => editor.hold("tool.pan-image"),
  },
  {
    id: "tool.add-box",
    group: "tools",
    words: "command.addBox",
    keys: ["Alt+b"],
    when: (editor) => hasImage(editor) && drawsBoxes(editor),
    run: addBox,
  },
  onStage("tool.zoom-in", "command.zoomIn", ["Ctrl++"], (stage) => stage.zoom(ZOOM_STEP)),
  onStage("tool.zoom-out", "command.zoomOut", ["Ctrl+-"], (stage) => stage.zoom(1 / ZOOM_STEP)),
  onStage("tool.zoom-to-fit", "command.zoomFit", ["Shift+1"], (stage) => stage.fit()),
  onStage("tool.zoom-to-actual", "command.zoomActual", ["Shift+2"], (stage) => stage.actualSize()),
  onStage("tool.rotate-left", "command.rotateLeft", ["Alt+ArrowLeft"], (stage) => stage.turn(-90)),
  onStage("tool.rotate-right", "command.rotateRight", ["Alt+ArrowRight"], (stage) =>
    stage.turn(90),
  ),
  {
    id: "image.prev-page",
    group: "view",
    words: "command.previousPage",
    keys: ["Ctrl+ArrowLeft"],
    when: (editor) => (stageOf(editor)?.page ?? 0) > 0,
    run: (editor) => turnPage(editor, -1),
  },
  {
    id: "image.next-page",
    group: "view",
    words: "command.nextPage",
    keys: ["Ctrl+ArrowRight"],
    when(editor) {
      const { page = 0, pages = [] } = stageOf(editor) ?? {};
      return page + 1 < pages.length;
    },
    run: (editor) => turnPage(editor, 1),
  },
  ...arrowCommands(),
];

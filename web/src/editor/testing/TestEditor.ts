/**
 * Drives the editor as a hand would, without a browser: pointers on images and texts, keys. Image
 * places are CSS pixels of a stage that shows the image at its natural size in the corner, unless
 * a test zooms.
 */
import { Editor, type EditorOptions } from "../core/editor";
import { keysOfEvent } from "../core/keys";
import type { ResultItem } from "../core/results";
import type { Size } from "../kernels/box";
import { type ImagePointer, ImageStage } from "../surfaces/image/stage";
import { type TextPointer, TextStage } from "../surfaces/text/stage";
import { builtinRegistry } from "../tags";
import { SPAN } from "../tags/text/kind";

const REGISTRY = builtinRegistry();

type Held = Partial<Omit<ImagePointer, "at" | "screen">>;

export class TestEditor extends Editor {
  constructor(options: Omit<EditorOptions, "registry"> & Partial<Pick<EditorOptions, "registry">>) {
    super({ registry: REGISTRY, ...options });
  }

  /** Shows an image of this size, at 100 % in the corner of a stage as large. */
  showImage(object = "image", size: Size = { width: 800, height: 600 }): TestImage {
    const stage = new ImageStage(this, object, { margin: 0 });
    stage.mount();
    stage.setSize(size);
    stage.setImage(size);
    return new TestImage(stage);
  }

  /** Shows the text of an object tag. */
  showText(object = "text"): TestText {
    const tag = this.plan.objects.get(object)?.tag;
    const granularity = tag?.attrs.granularity;
    const stage = new TextStage(this, object, String(tag?.attrs.value ?? ""), {
      kind: SPAN,
      ...(typeof granularity === "string" ? { granularity: granularity as "word" } : {}),
    });
    stage.mount();
    return new TestText(stage);
  }

  /** Presses keys one after the other: "1", "Ctrl+z", "Alt+Shift+2". */
  press(...keys: readonly string[]): this {
    for (const written of keys) {
      const parts = written.split(/\+(?!$)/);
      const key = parts.at(-1) ?? "";
      const event = {
        key,
        ctrlKey: parts.includes("Ctrl"),
        altKey: parts.includes("Alt"),
        shiftKey: parts.includes("Shift"),
        code: /^\d$/.test(key) ? `Digit${key}` : "",
      };
      keysOfEvent(event).some((name) => this.commands.press(name));
    }
    return this;
  }

  get item(): ResultItem {
    const [item] = this.result();
    if (!item) throw new Error("The result is empty.");
    return item;
  }
}

export class TestImage {
  readonly stage: ImageStage;

  constructor(stage: ImageStage) {
    this.stage = stage;
  }

  get state(): string {
    return this.stage.hand.state.name;
  }

  down(x: number, y: number, held: Held = {}): this {
    this.stage.hand.move(this.stage.pointer({ x, y }, held));
    this.stage.hand.down(this.stage.pointer({ x, y }, held));
    return this;
  }

  move(x: number, y: number, held: Held = {}): this {
    this.stage.hand.move(this.stage.pointer({ x, y }, held));
    return this;
  }

  up(x: number, y: number, held: Held = {}): this {
    this.stage.hand.up(this.stage.pointer({ x, y }, held));
    return this;
  }

  /** Presses, moves in two steps, lets go. */
  drag(from: readonly [number, number], to: readonly [number, number], held: Held = {}): this {
    const middle = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2] as const;
    return this.down(...from, held)
      .move(...middle, held)
      .move(...to, held)
      .up(...to, held);
  }

  click(x: number, y: number, held: Held = {}): this {
    return this.down(x, y, held).up(x, y, held);
  }
}

export class TestText {
  readonly stage: TextStage;

  constructor(stage: TextStage) {
    this.stage = stage;
  }

  #pointer(offset: number, more: Partial<TextPointer> = {}): TextPointer {
    const over = offset < this.stage.text.length ? offset : null;
    return { offset, over, count: 1, shift: false, ...more };
  }

  /** Drags from one UTF-16 offset to another. */
  drag(from: number, to: number): this {
    const { hand } = this.stage;
    hand.down(this.#pointer(from));
    hand.move(this.#pointer(Math.round((from + to) / 2)));
    hand.move(this.#pointer(to));
    hand.up(this.#pointer(to));
    return this;
  }

  /** Drags over the first place these words stand at. */
  dragOver(words: string): this {
    const start = this.stage.text.indexOf(words);
    return this.drag(start, start + words.length);
  }

  click(offset: number, count = 1): this {
    for (let nth = 1; nth <= count; nth++) {
      this.stage.hand.down(this.#pointer(offset, { count: nth }));
      this.stage.hand.up(this.#pointer(offset, { count: nth }));
    }
    return this;
  }
}

/** How regions look on an image, by their label; the same object for all that look the same. */
import { number, text } from "../../core/attrs";
import type { Region } from "../../core/document";
import type { Editor } from "../../core/editor";
import { colourOf, nameOf } from "../../core/labeling";
import { inkOn, luminance, parseColour, withAlpha } from "../../kernels/color";

export interface Look {
  readonly color: string;
  readonly fill: string;
  /** A line around the line, so that it stands out from any photograph. */
  readonly casing: string | null;
  readonly width: number;
  readonly dash: readonly number[];
  readonly alpha: number;
  /** What is written on its name tag, and the ink that can be read on it. */
  readonly name: string;
  readonly ink: string;
}

export class LookBook {
  readonly #editor: Editor;
  readonly #looks = new Map<string, Look>();
  /** Regions are immutable, so each is looked up once. */
  readonly #byRegion = new WeakMap<Region, Look>();

  constructor(editor: Editor) {
    this.#editor = editor;
  }

  of(region: Region): Look {
    const known = this.#byRegion.get(region);
    if (known && known.dash.length > 0 === this.#isOffered(region)) return known;
    const look = this.#find(region);
    this.#byRegion.set(region, look);
    return look;
  }

  #isOffered({ id }: Region): boolean {
    return this.#editor.document.suggestions.has(id);
  }

  #find(region: Region): Look {
    const offered = this.#isOffered(region);
    const maker = this.#editor.plan.controls.get(region.maker)?.tag;
    const color =
      colourOf(this.#editor, region) ?? ((maker && text(maker, "strokeColor")) || "#f48a42");
    const score = offered && region.score !== null ? ` ${region.score.toFixed(2)}` : "";
    const name = `${nameOf(this.#editor, region)}${score}`;
    const key = `${color}|${name}|${region.maker}|${offered}`;
    const known = this.#looks.get(key);
    if (known) return known;

    const opacity = maker ? number(maker, "fillOpacity", number(maker, "opacity", 0.2)) : 0.2;
    const width = maker ? Math.max(number(maker, "strokeWidth", 1), 1) + 0.75 : 1.75;
    const rgb = parseColour(color);
    const dark = rgb !== null && luminance(rgb) < 0.3;
    const look: Look = {
      color,
      fill: withAlpha(color, offered ? 0.05 : Math.min(opacity, 0.6) * 0.6),
      casing: offered ? null : dark ? "rgba(255, 255, 255, 0.45)" : "rgba(0, 0, 0, 0.35)",
      width,
      dash: offered ? [6, 4] : [],
      alpha: offered ? 0.85 : 1,
      name,
      ink: inkOn(color),
    };
    this.#looks.set(key, look);
    return look;
  }
}

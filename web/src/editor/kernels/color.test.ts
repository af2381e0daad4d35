import { describe, expect, it } from "vitest";
import { COLOURS, contrast, inkOn, parseColour, type Rgb, withAlpha } from "./color";

/** How colours look without one kind of cone (Machado, Oliveira and Fernandes 2009), linear RGB. */
const EYES: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const times = (
  matrix: readonly (readonly [number, number, number])[],
  [r = 0, g = 0, b = 0]: readonly number[],
) => matrix.map(([x, y, z]) => x * r + y * g + z * b);

/** The colour in OKLab, where distance is difference as people see it. */
function seen({ r, g, b }: Rgb, eye: string): number[] {
  const linear = [r, g, b].map((channel) => {
    const s = channel / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  const there = times(EYES[eye] ?? [], linear).map((channel) => Math.min(Math.max(channel, 0), 1));
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    there,
  ).map(Math.cbrt);
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function closest(colours: readonly string[], eye: string): number {
  const points = colours.map((colour) => seen(parseColour(colour) ?? { r: 0, g: 0, b: 0 }, eye));
  let least = Number.POSITIVE_INFINITY;
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) {
      least = Math.min(least, Math.hypot(...a.map((part, k) => part - (b[k] ?? 0))));
    }
  });
  return least;
}

describe("label colours", () => {
  it("are twenty, all different", () => {
    expect(new Set(COLOURS).size).toBe(20);
  });

  it.each(Object.keys(EYES))("stay apart for eyes with %s sight", (eye) => {
    expect(closest(COLOURS, eye)).toBeGreaterThan(0.05);
    expect(closest(COLOURS.slice(0, 8), eye)).toBeGreaterThan(0.1);
  });

  it("carry ink that can be read on them", () => {
    for (const colour of COLOURS) {
      const ground = parseColour(colour);
      const ink = parseColour(inkOn(colour));
      expect(ground && ink && contrast(ground, ink)).toBeGreaterThan(4.5);
    }
  });
});

describe("colours as text", () => {
  it("are read as hex and rgb, and left to CSS otherwise", () => {
    expect(parseColour("#f00")).toEqual({ r: 255, g: 0, b: 0 });
    expect(parseColour("#12345678")).toEqual({ r: 18, g: 52, b: 86 });
    expect(parseColour("rgb(1, 2, 3)")).toEqual({ r: 1, g: 2, b: 3 });
    expect(parseColour("tomato")).toBeNull();
    expect(withAlpha("tomato", 0.25)).toBe("color-mix(in srgb, tomato 25%, transparent)");
  });
});

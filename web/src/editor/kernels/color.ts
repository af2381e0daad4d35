/**
 * Label colours: twenty that stay apart for colour-blind eyes, on light and dark ground and over
 * photographs, and the few operations on colours that drawing needs.
 */

/**
 * In the order labels take them: each is as far as can be from those before it, for eyes of every
 * kind, so the first ten are the farthest apart.
 */
export const COLOURS = [
  "#e65909",
  "#1881e1",
  "#f5c40d",
  "#850f66",
  "#44e1f9",
  "#471bc3",
  "#ba4996",
  "#f57fa7",
  "#b01003",
  "#95a3fc",
  "#b4e9a2",
  "#1651f5",
  "#b1b059",
  "#778f63",
  "#1e7359",
  "#652794",
  "#e133c4",
  "#36b8c4",
  "#ca0f4d",
  "#0a5e14",
] as const;

export interface Rgb {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

/** `#rgb`, `#rrggbb` (alpha ignored) or `rgb(...)`; null for names and anything else. */
export function parseColour(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{3,8})$/i.exec(text.trim())?.[1];
  if (hex && (hex.length === 3 || hex.length === 4)) {
    const [r = "0", g = "0", b = "0"] = hex;
    return {
      r: Number.parseInt(r + r, 16),
      g: Number.parseInt(g + g, 16),
      b: Number.parseInt(b + b, 16),
    };
  }
  if (hex && (hex.length === 6 || hex.length === 8)) {
    const value = Number.parseInt(hex.slice(0, 6), 16);
    return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
  }
  const parts = /^rgba?\(([^)]+)\)$/i
    .exec(text.trim())?.[1]
    ?.split(/[\s,/]+/)
    .map(Number);
  const [r, g, b] = parts ?? [];
  return r === undefined || g === undefined || b === undefined || [r, g, b].some(Number.isNaN)
    ? null
    : { r, g, b };
}

/** The colour with an opacity, as CSS; works for colour names too. */
export function withAlpha(colour: string, alpha: number): string {
  const rgb = parseColour(colour);
  if (rgb) return `rgba(${rgb.r}, ${rgb.g}, ${rgb.b}, ${alpha})`;
  return `color-mix(in srgb, ${colour} ${Math.round(alpha * 100)}%, transparent)`;
}

/** Relative luminance, 0 (black) to 1 (white), as WCAG defines it. */
export function luminance({ r, g, b }: Rgb): number {
  const linear = (channel: number): number => {
    const s = channel / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

const INK: Rgb = { r: 17, g: 19, b: 24 };
const PAPER: Rgb = { r: 255, g: 255, b: 255 };

/** Black or white, whichever can be read on the colour. */
export function inkOn(colour: string): string {
  const rgb = parseColour(colour);
  if (!rgb) return "#111318";
  return contrast(rgb, INK) >= contrast(rgb, PAPER) ? "#111318" : "#ffffff";
}

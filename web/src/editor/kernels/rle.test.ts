import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Size } from "./box";
import { added, areaOfMask, boundsOfMask, coverAt, cut, erased, type Mask, trimmed } from "./mask";
import { decodeRle, encodeRle, RleError } from "./rle";

/** What the Python SDK of Label Studio makes of some masks. */
const FROM_SDK: readonly { width: number; height: number; mask: number[]; rle: number[] }[] = [
  {
    width: 4,
    height: 2,
    mask: [0, 0, 0, 0, 0, 0, 0, 0],
    rle: [0, 0, 0, 32, 57, 27, 254, 31, 0, 0],
  },
  {
    width: 4,
    height: 2,
    mask: [255, 255, 255, 255, 255, 255, 255, 255],
    rle: [0, 0, 0, 32, 57, 27, 254, 31, 255, 0],
  },
  {
    width: 4,
    height: 2,
    mask: [255, 255, 255, 0, 0, 255, 0, 255],
    rle: [0, 0, 0, 32, 57, 27, 253, 191, 249, 192, 35, 255, 140, 2, 63, 240],
  },
  { width: 1, height: 1, mask: [0], rle: [0, 0, 0, 4, 57, 27, 252, 96, 0] },
  { width: 1, height: 1, mask: [255], rle: [0, 0, 0, 4, 57, 27, 252, 127, 224] },
  { width: 1, height: 1, mask: [255], rle: [0, 0, 0, 4, 57, 27, 252, 127, 224] },
  {
    width: 17,
    height: 1,
    mask: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    rle: [0, 0, 0, 68, 57, 27, 254, 67, 0, 0],
  },
  {
    width: 17,
    height: 1,
    mask: [255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
    rle: [0, 0, 0, 68, 57, 27, 254, 67, 255, 0],
  },
  {
    width: 17,
    height: 1,
    mask: [0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 0, 0, 255, 0, 0, 0],
    rle: [0, 0, 0, 68, 57, 27, 254, 27, 0, 191, 255, 56, 4, 127, 246, 192, 0],
  },
  {
    width: 13,
    height: 7,
    mask: [
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ],
    rle: [0, 0, 1, 108, 57, 27, 255, 1, 107, 0, 0],
  },
  {
    width: 13,
    height: 7,
    mask: [
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
      255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
    ],
    rle: [0, 0, 1, 108, 57, 27, 255, 1, 107, 255, 0],
  },
  {
    width: 13,
    height: 7,
    mask: [
      255, 0, 255, 255, 0, 0, 0, 255, 0, 0, 255, 0, 255, 255, 0, 0, 0, 0, 0, 255, 255, 255, 0, 0,
      255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0, 0, 255, 255, 0, 255, 0, 0, 0, 255, 255, 255, 0,
      255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 255, 255, 0, 0, 0, 255, 255, 0, 255, 255, 255,
      255, 255, 0, 255, 0, 0, 255, 0, 0, 255, 255, 255, 0, 255, 0, 255, 0, 255, 0,
    ],
    rle: [
      0, 0, 1, 108, 57, 27, 252, 127, 241, 128, 79, 255, 108, 2, 63, 249, 192, 35, 255, 140, 2, 127,
      252, 38, 1, 111, 254, 112, 8, 255, 237, 128, 71, 255, 108, 2, 223, 252, 224, 19, 255, 198, 1,
      31, 253, 176, 11, 127, 241, 128, 71, 255, 136, 192, 39, 255, 140, 2, 127, 251, 96, 19, 255,
      198, 1, 132, 255, 227, 0, 143, 254, 112, 8, 255, 231, 0, 183, 255, 24, 4, 127, 241, 128, 71,
      255, 24, 4, 127, 241, 128, 0,
    ],
  },
];

function maskOf(size: Size, cover: readonly number[]): Mask {
  return trimmed({
    size,
    left: 0,
    top: 0,
    columns: size.width,
    rows: size.height,
    cover: Uint8Array.from(cover),
  });
}

/** All pixels of the image, row by row. */
function pixels(mask: Mask): number[] {
  const { width, height } = mask.size;
  return [...cut(mask, { left: 0, top: 0, right: width, bottom: height }).cover];
}

const painted = fc
  .record({ width: fc.integer({ min: 1, max: 24 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain((size) =>
    fc
      .array(fc.constantFrom(0, 0, 0, 255, 255, 40), {
        minLength: size.width * size.height,
        maxLength: size.width * size.height,
      })
      .map((cover) => ({ size, cover })),
  );

describe("the brush's code", () => {
  it.each(FROM_SDK)(
    "is the SDK's, byte for byte: $width × $height",
    ({ width, height, mask, rle }) => {
      const size = { width, height };
      expect(encodeRle(maskOf(size, mask))).toEqual(rle);
      expect(pixels(decodeRle(rle, size))).toEqual(mask);
    },
  );

  it("gives back any mask", () => {
    fc.assert(
      fc.property(painted, ({ size, cover }) => {
        const mask = maskOf(size, cover);
        expect(decodeRle(encodeRle(mask), size)).toEqual(mask);
      }),
    );
  });

  it("cuts runs longer than a field can say", () => {
    const size = { width: 300, height: 200 };
    const mask = maskOf(size, Array(300 * 200).fill(255));
    expect(areaOfMask(decodeRle(encodeRle(mask), size))).toBe(300 * 200);
  });

  it("reads literal blocks, which browsers write", () => {
    // 2 × 1 pixels: a literal block of eight words, 1 to 8; the alphas are 4 and 8.
    const bits = [
      [8, 32],
      [7, 5],
      [2, 4],
      [3, 4],
      [7, 4],
      [15, 4],
      [0, 1],
      [0, 2],
      [7, 3],
      ...Array.from({ length: 8 }, (_, word) => [word + 1, 8]),
    ] as const;
    const text = bits
      .map(([value = 0, size = 0]) => value.toString(2).padStart(size, "0"))
      .join("");
    const bytes = text.match(/.{1,8}/g)?.map((byte) => Number.parseInt(byte.padEnd(8, "0"), 2));
    expect(pixels(decodeRle(bytes ?? [], { width: 2, height: 1 }))).toEqual([4, 8]);
  });

  it("that breaks off or is of another image is refused in words", () => {
    const [first] = FROM_SDK;
    const rle = first?.rle ?? [];
    const size = { width: 4, height: 2 };
    expect(() => decodeRle(rle.slice(0, 8), size)).toThrow(RleError);
    expect(() => decodeRle(rle, { width: 5, height: 2 })).toThrow("32 words");
    expect(() => decodeRle([], size)).toThrow(RleError);
  });
});

describe("masks", () => {
  const both = painted.chain(({ size, cover }) =>
    fc.shuffledSubarray(cover, { minLength: cover.length }).map((other) => ({
      a: maskOf(size, cover),
      b: maskOf(size, other),
    })),
  );

  it("are added by the thicker paint, and erased by what is left", () => {
    fc.assert(
      fc.property(both, ({ a, b }) => {
        const [pa, pb] = [pixels(a), pixels(b)];
        expect(pixels(added(a, b))).toEqual(pa.map((cover, i) => Math.max(cover, pb[i] ?? 0)));
        expect(pixels(erased(a, b))).toEqual(
          pa.map((cover, i) => Math.min(cover, 255 - (pb[i] ?? 0))),
        );
      }),
    );
  });

  it("keep no more than the rectangle of their paint", () => {
    const mask = maskOf({ width: 4, height: 3 }, [0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0]);
    expect(boundsOfMask(mask)).toEqual({ left: 1, top: 1, right: 2, bottom: 2 });
    expect([coverAt(mask, 1, 1), coverAt(mask, 0, 0), coverAt(mask, 3, 2)]).toEqual([9, 0, 0]);
    const wiped = { ...mask, cover: Uint8Array.of(255) };
    expect(erased(mask, wiped).columns).toBe(0);
  });
});

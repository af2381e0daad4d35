/**
 * The brush's run-length code of Label Studio: the RGBA bytes of an image as a bit stream, highest
 * bit first. A header (32 bits: number of words; 5: word size - 1; four times 4: the sizes of the
 * length fields - 1), then records: 1 bit run or literal, 2 bits which length field, the length
 * - 1, and one word (run) or as many words (literal). The mask is the alpha channel; since all four
 * channels are equal, a pixel counts as four words.
 */
import type { Size } from "./box";
import { emptyMask, type Mask, trimmed } from "./mask";

const WORD = 8;
const SIZES = [3, 4, 8, 16] as const;
const CHANNELS = 4;
const ALPHA = 3;
const LONGEST = 2 ** SIZES[3];

/** Found codes that break off, or that are of an image of another size. */
export class RleError extends Error {}

/** The code that Label Studio's Python SDK makes of the same mask, byte for byte. */
export function encodeRle(mask: Mask): number[] {
  const { width, height } = mask.size;
  const out = new BitWriter();
  out.put(width * height * CHANNELS, 32);
  out.put(WORD - 1, 5);
  for (const size of SIZES) out.put(size - 1, 4);
  let [word, length] = [0, 0];
  const run = (value: number, pixels: number): void => {
    if (pixels === 0) return;
    if (value === word) length += pixels * CHANNELS;
    else {
      putRuns(out, word, length);
      [word, length] = [value, pixels * CHANNELS];
    }
  };
  const after = width - mask.left - mask.columns;
  run(0, mask.top * width);
  for (let row = 0, at = 0; row < mask.rows; row++) {
    run(0, mask.left);
    for (let column = 0; column < mask.columns; column++) run(mask.cover[at++] ?? 0, 1);
    run(0, after);
  }
  run(0, (height - mask.top - mask.rows) * width);
  putRuns(out, word, length);
  return out.finish();
}

/** A run of any length, in pieces of what the longest field can say. */
function putRuns(out: BitWriter, word: number, length: number): void {
  for (let left = length; left > 0; left -= LONGEST) {
    const piece = Math.min(left, LONGEST);
    const field = piece <= 8 ? 0 : piece <= 16 ? 1 : piece <= 256 ? 2 : 3;
    out.put(piece === 1 ? 0 : 1, 1);
    out.put(field, 2);
    out.put(piece - 1, SIZES[field]);
    out.put(word, WORD);
  }
}

/** The mask of a code, for an image of this size. Raises RleError. */
export function decodeRle(bytes: ArrayLike<number>, size: Size): Mask {
  const from = new BitReader(bytes);
  const words = from.take(32);
  const pixels = size.width * size.height;
  if (words !== pixels * CHANNELS) {
    throw new RleError(
      `The code holds ${words} words; an image of ${size.width} × ${size.height} has ${pixels * CHANNELS}.`,
    );
  }
  const wordSize = from.take(5) + 1;
  const sizes = [0, 0, 0, 0].map(() => from.take(4) + 1);
  const cover = new Uint8Array(pixels);
  let at = 0;
  while (at < words) {
    const isRun = from.take(1) === 1;
    const length = from.take(sizes[from.take(2)] ?? 0) + 1;
    const end = Math.min(at + length, words);
    if (isRun) {
      const word = from.take(wordSize);
      // The pixels whose alpha, the last of four, is in the run.
      if (word !== 0) cover.fill(word, at >> 2, end >> 2);
      at = end;
    } else {
      for (; at < end; at++) {
        const word = from.take(wordSize);
        if ((at & 3) === ALPHA) cover[at >> 2] = word;
      }
    }
  }
  const whole = { size, left: 0, top: 0, columns: size.width, rows: size.height, cover };
  return pixels === 0 ? emptyMask(size) : trimmed(whole);
}

class BitWriter {
  readonly #bytes: number[] = [];
  #byte = 0;
  #free = 8;

  put(value: number, bits: number): void {
    let left = bits;
    while (left > 0) {
      const take = Math.min(left, this.#free);
      // By division, since 32 bits do not fit a signed shift.
      const part = Math.floor(value / 2 ** (left - take)) % 2 ** take;
      this.#byte = (this.#byte << take) | part;
      this.#free -= take;
      left -= take;
      if (this.#free === 0) this.#flush();
    }
  }

  /** The last byte filled up with zeros; a whole one more where none is open, as the SDK adds. */
  finish(): number[] {
    this.#byte <<= this.#free;
    this.#flush();
    return this.#bytes;
  }

  #flush(): void {
    this.#bytes.push(this.#byte);
    this.#byte = 0;
    this.#free = 8;
  }
}

class BitReader {
  readonly #bytes: ArrayLike<number>;
  #at = 0;
  #byte = 0;
  #left = 0;

  constructor(bytes: ArrayLike<number>) {
    this.#bytes = bytes;
  }

  take(bits: number): number {
    let value = 0;
    let wanted = bits;
    while (wanted > 0) {
      if (this.#left === 0) {
        const next = this.#bytes[this.#at++];
        if (next === undefined) throw new RleError("The code breaks off before its end.");
        this.#byte = next;
        this.#left = 8;
      }
      const take = Math.min(wanted, this.#left);
      const part = (this.#byte >> (this.#left - take)) & (2 ** take - 1);
      value = value * 2 ** take + part;
      this.#left -= take;
      wanted -= take;
    }
    return value;
  }
}

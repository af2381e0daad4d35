import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  keepInSight,
  type QuarterTurn,
  toImage,
  toScreen,
  turnView,
  wholeImage,
  zoomAt,
} from "./view";

const image = { width: 800, height: 600 };
const stage = { width: 1000, height: 500 };
const turns = fc.constantFrom<QuarterTurn>(0, 90, 180, 270);
const place = fc.record({
  x: fc.double({ min: -500, max: 1500, noNaN: true }),
  y: fc.double({ min: -500, max: 1500, noNaN: true }),
});
const views = fc.record({
  scale: fc.double({ min: 0.05, max: 40, noNaN: true }),
  x: fc.double({ min: -900, max: 900, noNaN: true }),
  y: fc.double({ min: -900, max: 900, noNaN: true }),
  rotation: turns,
});

describe("a view", () => {
  it("leads from screen to image and back", () => {
    fc.assert(
      fc.property(views, place, (view, at) => {
        const back = toScreen(view, image, toImage(view, image, at));
        expect(back.x).toBeCloseTo(at.x, 4);
        expect(back.y).toBeCloseTo(at.y, 4);
      }),
    );
  });

  it("zooms with what is under the pointer staying there", () => {
    fc.assert(
      fc.property(
        views,
        place,
        fc.double({ min: 0.5, max: 2, noNaN: true }),
        (view, at, factor) => {
          const before = toImage(view, image, at);
          const after = toImage(zoomAt(view, at, factor, 0.01), image, at);
          expect(after.x).toBeCloseTo(before.x, 3);
          expect(after.y).toBeCloseTo(before.y, 3);
        },
      ),
    );
  });

  it("is the recorded one after three notches of 1.3 on the centre", () => {
    let view = { scale: 1, x: 0, y: 0, rotation: 0 as QuarterTurn };
    for (let notch = 0; notch < 3; notch++) view = zoomAt(view, { x: 400, y: 300 }, 1.3, 0.1);
    expect(view.scale).toBeCloseTo(2.197, 9);
    expect(view.x).toBeCloseTo(-478.8, 9);
    expect(view.y).toBeCloseTo(-359.1, 9);
  });

  it("shows the whole image in the middle, turned or not", () => {
    expect(wholeImage(image, stage, 0, 0)).toEqual({
      scale: 500 / 600,
      rotation: 0,
      x: (1000 - 800 * (500 / 600)) / 2,
      y: 0,
    });
    expect(wholeImage(image, stage, 90, 0).scale).toBe(500 / 800);
  });

  it("turns about the middle of the stage, four times round to itself", () => {
    fc.assert(
      fc.property(views, (view) => {
        let turned = view;
        for (let quarter = 0; quarter < 4; quarter++) turned = turnView(turned, image, stage, 90);
        expect(turned.x).toBeCloseTo(view.x, 3);
        expect(turned.y).toBeCloseTo(view.y, 3);
        expect(turned.rotation).toBe(view.rotation);
      }),
    );
  });

  it("never loses the image", () => {
    const lost = keepInSight({ scale: 1, x: 5000, y: -5000, rotation: 0 }, image, stage, 48);
    expect(lost).toMatchObject({ x: 952, y: -552 });
  });
});

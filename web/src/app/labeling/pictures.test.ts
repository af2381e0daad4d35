import { describe, expect, it, vi } from "vitest";

vi.stubGlobal("document", { baseURI: "http://labels.example/" });
const { addressesIn } = await import("./pictures");

describe("pictures of a task", () => {
  it("are found wherever they stand in its data", () => {
    const data = {
      image: "/data/upload/7/1a2b3c4d-cat.PNG",
      pages: ["https://pictures.example/a.jpg?w=80", { scan: "b.webp" }],
      text: "no picture here, not even in .png the word",
      sound: "/data/upload/7/call.wav",
      count: 3,
      none: null,
    };
    expect(addressesIn(data)).toEqual([
      "/data/upload/7/1a2b3c4d-cat.PNG",
      "https://pictures.example/a.jpg?w=80",
      "b.webp",
    ]);
  });
});

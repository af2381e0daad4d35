import { beforeEach, describe, expect, it, vi } from "vitest";
import { uploadInParts } from "./upload";

const PART = 10;
/** What becomes of the coming requests, in order; when used up, all is well. */
type Fate = "ok" | "down" | "lost" | "busy";

/** The server's rules for uploads, with faults on demand. */
class FakeServer {
  bytes = new Uint8Array();
  size = 0;
  fates: Fate[] = [];
  puts = 0;
  fingerprint = "";

  readonly fetch = async (
    url: string | URL | Request,
    init: RequestInit = {},
  ): Promise<Response> => {
    const fate = this.fates.shift() ?? "ok";
    if (fate === "down") throw new TypeError("down");
    if (fate === "busy") return Response.json({ detail: "Busy." }, { status: 503 });
    const answer = await this.#answer(new URL(String(url)), init);
    if (fate === "lost") throw new TypeError("lost");
    return answer;
  };

  async #answer(url: URL, { method, body }: RequestInit): Promise<Response> {
    const state = () => ({
      id: "u1",
      name: "f",
      size: this.size,
      received: this.bytes.length,
      part_size: PART,
    });
    if (url.pathname.endsWith("/finish")) return Response.json({ id: 7 }, { status: 201 });
    if (method === "POST") {
      const asked = JSON.parse(String(body)) as { size: number; fingerprint: string };
      if (asked.fingerprint !== this.fingerprint) this.bytes = new Uint8Array();
      this.size = asked.size;
      this.fingerprint = asked.fingerprint;
      return Response.json(state());
    }
    if (method === "PUT") {
      this.puts += 1;
      const offset = Number(url.searchParams.get("offset"));
      const part = new Uint8Array(await (body as Blob).arrayBuffer());
      if (offset > this.bytes.length) return Response.json({ detail: "Hole." }, { status: 409 });
      if (offset === this.bytes.length) this.bytes = Uint8Array.from([...this.bytes, ...part]);
    }
    return Response.json(state());
  }
}

const CONTENT = Uint8Array.from({ length: 95 }, (_, index) => index);
const file = (changed = 1) => new File([CONTENT], "data.csv", { lastModified: changed });

let server: FakeServer;
let waited: number[];
const wait = async (milliseconds: number): Promise<void> => {
  waited.push(milliseconds);
};

beforeEach(() => {
  server = new FakeServer();
  waited = [];
  vi.stubGlobal("fetch", server.fetch);
  vi.stubGlobal("document", { baseURI: "http://here.test/", cookie: "" });
});

describe("a file in parts", () => {
  it("is on the server byte for byte", async () => {
    expect(await uploadInParts(7, file(), { wait })).toBe(7);
    expect(server.bytes).toEqual(CONTENT);
    expect(server.puts).toBe(10);
  });

  it("goes on through lost networks, lost answers and a busy server", async () => {
    server.fates = ["down", "ok", "ok", "lost", "busy", "ok", "down", "lost", "ok", "ok", "lost"];
    const told: boolean[] = [];
    const onProgress = ({ waiting }: { waiting: boolean }) => told.push(waiting);
    expect(await uploadInParts(7, file(), { wait, onProgress })).toBe(7);
    expect(server.bytes).toEqual(CONTENT);
    expect(told.filter(Boolean)).toHaveLength(6);
    expect(Math.max(...waited)).toBeLessThanOrEqual(30_000);
  });

  it("chosen again after a reload goes on where the server is", async () => {
    const stop = new AbortController();
    const onProgress = ({ received }: { received: number }) => received >= 50 && stop.abort();
    const first = uploadInParts(7, file(), { wait, onProgress, signal: stop.signal });
    await expect(first).rejects.toThrow();
    const before = server.puts;
    expect(before).toBeLessThan(8);
    await uploadInParts(7, file(), { wait });
    expect(server.puts).toBe(10);
    expect(server.bytes).toEqual(CONTENT);
  });

  it("that was changed meanwhile begins anew", async () => {
    await uploadInParts(7, file(1), { wait });
    await uploadInParts(7, file(2), { wait });
    expect(server.puts).toBe(20);
  });

  it("that the server refuses is not sent again and again", async () => {
    vi.stubGlobal("fetch", async () => Response.json({ detail: "Not here." }, { status: 403 }));
    await expect(uploadInParts(7, file(), { wait })).rejects.toThrow("Not here.");
    expect(waited).toEqual([]);
  });
});

import { afterEach, describe, expect, it, vi } from "vitest";
import { nameOf } from "../../core/labeling";
import type { ResultItem } from "../../core/results";
import type { When } from "../../language";
import { TestEditor } from "../../testing/TestEditor";
import { $, choices, labels, tag, view } from "../../testing/tree";
import { pickEntry } from "./answer";
import { nodesOf, readNodes } from "./nodes";
import { RemoteTree } from "./remote";
import { type Entry, readTree, rowsOf, stepOf } from "./tree";

const ANIMALS = [
  tag("Choice", { value: "Animal" }, [
    ...choices("Cat"),
    tag("Choice", { value: "Dog", alias: "d" }, choices("Poodle")),
  ]),
  ...choices("Plant"),
];
const text = tag("Text", { name: "text", value: $("text") });

function open(attrs: Record<string, string | boolean | number> = {}, result: ResultItem[] = []) {
  const tree = view(text, tag("Taxonomy", { name: "tax", toName: "text", ...attrs }, ANIMALS));
  const editor = new TestEditor({ tree, data: { text: "Some text." }, result });
  return { editor, ...reach(editor) };
}

function reach(editor: TestEditor) {
  const control = editor.plan.controls.get("tax");
  if (!control) throw new Error("The config has a Taxonomy “tax”.");
  const entries = readTree(nodesOf(control.tag));
  const pick = (...names: string[]): void => {
    for (const name of names) {
      const entry = entries.find(({ value }) => value === name);
      if (entry) pickEntry(editor, control, entry);
    }
  };
  return { control, entries, pick };
}

const opened = (entries: readonly Entry[], index: number) => new Set([entries[index]?.key ?? ""]);
const names = (rows: readonly { entry: Entry }[]) => rows.map(({ entry }) => entry.value);

describe("Taxonomy", () => {
  it("writes paths, by alias, in the order they were picked", () => {
    const { editor, pick } = open();
    pick("Cat", "Poodle");
    expect(editor.item).toEqual({
      value: {
        taxonomy: [
          ["Animal", "Cat"],
          ["Animal", "d", "Poodle"],
        ],
      },
      id: expect.stringMatching(/^[\w-]{10}$/),
      from_name: "tax",
      to_name: "text",
      type: "taxonomy",
      origin: "manual",
    });
  });

  it("puts back what is picked again, and undoes", () => {
    const { editor, pick } = open();
    pick("Plant", "Animal", "Plant");
    expect(editor.item.value).toEqual({ taxonomy: [["Animal"]] });
    editor.undo();
    expect(editor.item.value).toEqual({ taxonomy: [["Plant"], ["Animal"]] });
  });

  it("keeps paths the tree does not have, and adds to them", () => {
    const item = {
      id: "t",
      type: "taxonomy",
      from_name: "tax",
      to_name: "text",
      value: { taxonomy: [["Gone", "Long"]] },
    };
    const { editor, pick } = open({}, [item]);
    expect(editor.result()).toEqual([item]);
    pick("Plant");
    expect(editor.item.value).toEqual({ taxonomy: [["Gone", "Long"], ["Plant"]] });
  });

  it("takes leaves only, and no more than allowed", () => {
    const { editor, pick } = open({ leafsOnly: true, maxUsages: 2 });
    pick("Animal", "Dog", "Cat", "Poodle", "Plant");
    expect(editor.item.value).toEqual({
      taxonomy: [
        ["Animal", "Cat"],
        ["Animal", "d", "Poodle"],
      ],
    });
    expect(editor.session.announcement.text).toContain("2");
  });

  it("is required like other questions, and gives its entries no keys", () => {
    const { editor, pick } = open({ required: true });
    expect(editor.problems()).toMatchObject([{ code: "required", control: "tax" }]);
    pick("Cat");
    expect(editor.problems()).toEqual([]);
    expect(editor.commands.get("option.tax.Cat")).toBeUndefined();
  });

  it("brings its tree with the task", () => {
    const template = tag("Choice", { value: null, alias: null });
    const control = tag("Taxonomy", { name: "tax", toName: "text", value: $("tree") });
    const data = {
      text: "",
      tree: [{ value: "A", children: [{ value: "B", alias: "b" }] }, { value: "C" }],
    };
    const editor = new TestEditor({ tree: view(text, { ...control, template }), data });
    const { pick } = reach(editor);
    pick("B", "C");
    expect(editor.item.value).toEqual({ taxonomy: [["A", "b"], ["C"]] });
  });

  it("answers about regions", () => {
    const editor = new TestEditor({
      tree: view(
        tag("Labels", { name: "label", toName: "text" }, labels("PER")),
        text,
        tag("Taxonomy", { name: "tax", toName: "text", perRegion: true }, ANIMALS),
      ),
      data: { text: "A cat." },
    });
    editor.showText().dragOver("cat");
    reach(editor).pick("Cat");
    expect(editor.result()).toMatchObject([
      { type: "labels" },
      { type: "taxonomy", value: { start: 2, end: 5, taxonomy: [["Animal", "Cat"]] } },
    ]);
    expect(editor.result()[0]?.id).toBe(editor.result()[1]?.id);
  });

  it("shows what depends on an entry", () => {
    const when: When = { kind: "choice-selected", tagName: "tax", values: ["Dog"], and: null };
    const editor = new TestEditor({
      tree: view(
        text,
        tag("Taxonomy", { name: "tax", toName: "text" }, ANIMALS),
        tag("Choices", { name: "breed", toName: "text", required: true }, choices("?"), when),
      ),
      data: { text: "" },
    });
    expect(editor.problems()).toEqual([]);
    reach(editor).pick("Dog");
    expect(editor.problems()).toMatchObject([{ control: "breed" }]);
  });
});

describe("a Taxonomy that labels", () => {
  const item = (start: number, end: number, words: string, ...paths: string[][]): ResultItem => ({
    value: { start, end, text: words, taxonomy: paths },
    id: expect.stringMatching(/^[\w-]{10}$/),
    from_name: "tax",
    to_name: "text",
    type: "taxonomy",
    origin: "manual",
  });

  it("gives spans the entries in hand, as paths by alias", () => {
    const { editor, pick } = open({ labeling: true });
    pick("Poodle");
    editor.showText().dragOver("Some");
    expect(editor.result()).toEqual([item(0, 4, "Some", ["Animal", "d", "Poodle"])]);
  });

  it("takes an entry for what is selected, changes it and takes it back", () => {
    const { editor, pick } = open({ labeling: true });
    editor.showText().dragOver("text");
    pick("Cat");
    expect(editor.result()).toEqual([item(5, 9, "text", ["Animal", "Cat"])]);
    const [region] = editor.document.regions.keys();
    editor.select([region ?? ""]);
    pick("Plant");
    expect(editor.item.value?.taxonomy).toEqual([["Animal", "Cat"], ["Plant"]]);
    pick("Cat");
    expect(editor.item.value?.taxonomy).toEqual([["Plant"]]);
  });

  it("keeps and names what it is given, also what it does not know", () => {
    const given = { ...item(0, 4, "Some", ["Animal", "d"], ["Gone", "Long"]), id: "t" };
    const { editor } = open({ labeling: true, required: true }, [given]);
    expect(editor.problems()).toEqual([]);
    expect(editor.result()).toEqual([given]);
    const region = editor.document.regions.get("t");
    expect(region && nameOf(editor, region)).toBe("Dog, Long");
  });
});

describe("the tree", () => {
  it("shows what is open", () => {
    const { entries } = open();
    expect(names(rowsOf(entries, new Set(), ""))).toEqual(["Animal", "Plant"]);
    expect(names(rowsOf(entries, opened(entries, 0), ""))).toEqual([
      "Animal",
      "Cat",
      "Dog",
      "Plant",
    ]);
    // What is open under something closed stays out of sight.
    expect(names(rowsOf(entries, opened(entries, 2), ""))).toEqual(["Animal", "Plant"]);
  });

  it("is searched: matches with what they are under, which open further", () => {
    const { entries } = open();
    expect(names(rowsOf(entries, new Set(), "pood"))).toEqual(["Animal", "Dog", "Poodle"]);
    expect(names(rowsOf(entries, new Set(), "dog"))).toEqual(["Animal", "Dog"]);
    expect(names(rowsOf(entries, opened(entries, 2), "dog"))).toEqual(["Animal", "Dog", "Poodle"]);
    expect(rowsOf(entries, new Set(), "zebra")).toEqual([]);
  });

  it("is walked by keys", () => {
    const { entries } = open();
    const rows = rowsOf(entries, opened(entries, 0), "");
    expect(stepOf("ArrowDown", rows, 0)).toEqual({ go: 1 });
    expect(stepOf("ArrowDown", rows, 3)).toEqual({ go: 4 });
    expect(stepOf("ArrowUp", rows, 0)).toEqual({ go: 0 });
    expect(stepOf("Home", rows, 3)).toEqual({ go: 0 });
    expect(stepOf("End", rows, 0)).toEqual({ go: 4 });
    expect(stepOf("ArrowRight", rows, 0)).toEqual({ go: 1 });
    expect(stepOf("ArrowRight", rows, 2)).toEqual({ fold: 2 });
    expect(stepOf("ArrowRight", rows, 1)).toBeNull();
    expect(stepOf("ArrowLeft", rows, 1)).toEqual({ go: 0 });
    expect(stepOf("ArrowLeft", rows, 0)).toEqual({ fold: 0 });
    expect(stepOf("ArrowLeft", rows, 3)).toBeNull();
    expect(stepOf("x", rows, 0)).toBeNull();
  });

  it("is searched through ten thousand entries", () => {
    const many = tag(
      "Taxonomy",
      { name: "tax", toName: "text" },
      Array.from({ length: 100 }, (_, a) =>
        tag(
          "Choice",
          { value: `Group ${a}` },
          choices(...Array.from({ length: 100 }, (_, b) => `Entry ${a}.${b}`)),
        ),
      ),
    );
    const editor = new TestEditor({ tree: view(text, many), data: { text: "" } });
    const { entries } = reach(editor);
    expect(entries).toHaveLength(10_100);
    const rows = rowsOf(entries, new Set(), "entry 99");
    expect(rows).toHaveLength(101);
  });
});

describe("a tree behind an address", () => {
  const BRANCHES: Record<string, unknown> = {
    "": [{ value: "Animal", alias: "a", isLeaf: false }, { value: "Plant" }],
    "path=a": {
      items: [
        { value: "Cat", hint: "purrs" },
        { value: "Dog", children: [{ value: "Poodle" }] },
      ],
    },
  };

  function serve(answer: (query: string) => unknown) {
    const asked: { query: string; authorization: string | null }[] = [];
    vi.stubGlobal("fetch", async (url: URL, { headers }: RequestInit) => {
      const query = url.searchParams.toString();
      const authorization = new Headers(headers).get("Authorization");
      asked.push({ query, authorization });
      const body = answer(query);
      if (body === undefined) return new Response("", { status: 503, statusText: "Busy" });
      return Response.json(body);
    });
    vi.stubGlobal("document", { baseURI: "http://labelry.test/" });
    return asked;
  }
  afterEach(() => vi.unstubAllGlobals());
  const seen = (tree: RemoteTree): Entry[] => {
    const roots = tree.branch([]);
    return readTree(roots?.state === "ready" ? roots.nodes : [], tree);
  };

  it("is asked for what is opened, once", async () => {
    const asked = serve((query) => BRANCHES[query]);
    const tree = new RemoteTree("tree.json");
    await tree.load([]);
    expect(seen(tree).map(({ value, leaf, branch }) => [value, leaf, branch])).toEqual([
      ["Animal", false, "unasked"],
      ["Plant", true, null],
    ]);
    await Promise.all([tree.load(["a"]), tree.load(["a"])]);
    expect(asked.map(({ query }) => query)).toEqual(["", "path=a"]);
    expect(seen(tree).map(({ path }) => path)).toEqual([
      ["a"],
      ["a", "Cat"],
      ["a", "Dog"],
      ["a", "Dog", "Poodle"],
      ["Plant"],
    ]);
  });

  it("says what went wrong, and is asked again", async () => {
    const answers: unknown[] = [undefined, { wrong: 1 }, [{ value: "Plant" }]];
    serve(() => answers.shift());
    const tree = new RemoteTree("tree.json");
    await tree.load([]);
    expect(tree.branch([])).toEqual({ state: "failed", message: "503 Busy" });
    await tree.load([]);
    expect(tree.branch([])).toMatchObject({ state: "failed" });
    await tree.load([]);
    expect(names(seen(tree).map((entry) => ({ entry })))).toEqual(["Plant"]);
  });

  it("is shown the name and password of its address", async () => {
    const asked = serve(() => []);
    await new RemoteTree("https://ana:s%40lt@trees.test/?kind=x").load(["A b"]);
    expect(asked).toEqual([
      { query: "kind=x&path=A+b", authorization: `Basic ${btoa("ana:s@lt")}` },
    ]);
  });

  it("is read though its entries be odd", () => {
    expect(readNodes([{ value: 7, children: [] }, null, "x"])).toMatchObject([{ value: "7" }]);
    expect(() => readNodes("x")).toThrow("no list");
  });
});

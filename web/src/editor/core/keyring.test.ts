import { describe, expect, it } from "vitest";
import { TestEditor } from "../testing/TestEditor";
import { $, choices, labels, tag, view } from "../testing/tree";
import { type Keyed, type KeyringOptions, shareKeys } from "./keyring";

const command = (id: string, ...keys: string[]): Keyed => ({ id, keys });
const option = (id: string, key = "", control = "mood", conditional = false): Keyed => ({
  id,
  keys: key === "" ? [] : [key],
  option: { control, conditional },
});
const share = (commands: Keyed[], options: KeyringOptions = {}) => {
  const { keys, holders, clashes } = shareKeys(commands, { mac: false, ...options });
  const of = (id: string): string => (keys.get(id) ?? []).join(" ");
  return { of, holders, clashes };
};

describe("automatic keys", () => {
  it("skip what the config and the commands have, and end when there are no more", () => {
    const { of } = share([
      command("tool.rect", "2"),
      option("a"),
      option("b", "1"),
      option("c"),
      option("d"),
    ]);
    expect(["a", "b", "c", "d"].map(of)).toEqual(["3", "1", "4", "5"]);
    const many = share(Array.from({ length: 40 }, (_, index) => option(`o${index}`)));
    expect([many.of("o9"), many.of("o10"), many.of("o39")]).toEqual(["0", "q", ""]);
  });

  it("take the keys of tools that the config cannot use", () => {
    const commands = [command("tool.move", "1"), option("a")];
    expect(share(commands).of("a")).toBe("2");
    expect(share(commands, { idle: new Set(["tool.move"]) }).of("a")).toBe("1");
  });
});

describe("keys that two want", () => {
  it("are the config's before the usual ones, and both are kept", () => {
    const { holders, clashes } = share([command("region.unselect", "u"), option("a", "U")]);
    expect(holders.get("u")).toEqual(["a", "region.unselect"]);
    expect(clashes).toEqual([]);
  });

  it("never take undo, deleting or what the page listens for", () => {
    const { of, clashes } = share(
      [command("annotation.undo", "Ctrl+z"), option("a", "ctrl+z"), option("b", "ctrl+enter")],
      { reserved: new Map([["Ctrl+Enter", "annotation.submit"]]) },
    );
    expect([of("a"), of("b")]).toEqual(["1", "2"]);
    expect(clashes).toEqual([
      { key: "Ctrl+z", id: "a", holder: "annotation.undo" },
      { key: "Ctrl+Enter", id: "b", holder: "annotation.submit" },
    ]);
  });

  it("are the first option's; the second gets another and is told", () => {
    const { of, clashes } = share([option("a", "x"), option("b", "x"), option("c", "x", "other")]);
    expect(["a", "b", "c"].map(of)).toEqual(["x", "1", "2"]);
    expect(clashes.map(({ id, holder }) => [id, holder])).toEqual([
      ["b", "a"],
      ["c", "a"],
    ]);
  });

  it("are shared by questions that are not asked together", () => {
    const { holders, clashes } = share([option("a", "x"), option("b", "x", "other", true)]);
    expect(holders.get("x")).toEqual(["a", "b"]);
    expect(clashes).toEqual([]);
  });

  it("are the person's before all others", () => {
    const { of, holders, clashes } = share(
      [command("region.unselect", "u"), option("a", "x"), option("b")],
      { keymap: { "region:unselect": { key: "x" }, "option:b": "1" } },
    );
    expect(holders.get("x")).toEqual(["region.unselect"]);
    expect([of("a"), of("b")]).toEqual(["1", "2"]);
    expect(clashes).toEqual([{ key: "x", id: "a", holder: "region.unselect" }]);
  });
});

describe("an editor", () => {
  const config = view(
    tag("Text", { name: "text", value: $("text") }),
    tag("Choices", { name: "mood", toName: "text" }, choices("Glad", "Sad")),
    tag("Choices", { name: "why", toName: "text" }, [tag("Choice", { value: "V", hotkey: "v" })]),
  );
  const open = (options = {}) => new TestEditor({ tree: config, data: { text: "Hi" }, ...options });

  it("moves its labels aside for a person's own key", () => {
    const editor = open({ keymap: { "annotation:undo": { key: "1" } } });
    editor.press("2");
    expect(editor.result().map(({ value }) => value?.choices)).toEqual([["Glad"]]);
    editor.press("1");
    expect(editor.result()).toEqual([]);
  });

  it("takes new keys at once", () => {
    const editor = open();
    editor.press("1");
    editor.commands.remap({ keymap: { "annotation:undo": "x" } });
    editor.press("x");
    expect(editor.result()).toEqual([]);
  });

  it("goes on by a held key only where that helps", () => {
    const editor = open();
    editor.press("1");
    expect(editor.commands.press("1", true)).toBe(true);
    expect(editor.result()).toHaveLength(1);
    expect(editor.commands.press("Ctrl+z", true)).toBe(true);
    expect(editor.result()).toEqual([]);
  });

  it("gives a text's labels the keys that tools have on images", () => {
    const text = tag("Text", { name: "text", value: $("text") });
    const many = labels(...Array.from({ length: 23 }, (_, index) => `L${index}`));
    const editor = new TestEditor({
      tree: view(text, tag("Labels", { name: "ner", toName: "text" }, many)),
      data: { text: "Hi" },
    });
    const key = (id: string) => editor.commands.keys(`option.ner.${id}`);
    expect([key("L22"), editor.commands.get("tool.move")?.keys]).toEqual([["v"], ["v"]]);
    expect(editor.commands.all.map(({ id }) => id)).not.toContain("tool.move");
  });

  it("keeps a tool's key for the tags that draw what it draws", () => {
    const editor = new TestEditor({
      tree: view(
        tag("Image", { name: "image", value: $("image") }),
        tag("RectangleLabels", { name: "box", toName: "image" }, labels("Car")),
      ),
      data: { image: "" },
    });
    const ids = editor.commands.all.map(({ id }) => id);
    expect(ids).toContain("tool.rect");
    expect(ids).not.toContain("tool.brush");
  });
});

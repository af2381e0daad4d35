/**
 * The editor alone on a page, for looking at it while working on it: `?case=boxes`, `?scheme=dark`.
 * A case is a JSON file `{tree, data, result?, suggestions?}` at `?from=<address>`, or one of these.
 */
import "@mantine/core/styles.css";
import { MantineProvider } from "@mantine/core";
import i18next from "i18next";
import { createRoot } from "react-dom/client";
import { initReactI18next } from "react-i18next";
import { type Editor, LabelingEditor, type LabelingEditorProps } from "..";
import { CASES } from "./cases";

declare global {
  interface Window {
    /** For scripts that drive the page. */
    editor?: Editor;
  }
}

const query = new URLSearchParams(location.search);
const scheme = query.get("scheme") === "dark" ? "dark" : "light";

async function load(): Promise<LabelingEditorProps> {
  const from = query.get("from");
  if (from !== null) return (await fetch(from)).json();
  const make = CASES[query.get("case") ?? "boxes"];
  if (!make)
    throw new Error(`There is no case of that name; there are ${Object.keys(CASES).join(", ")}.`);
  return make(query);
}

await i18next.use(initReactI18next).init({
  lng: "en",
  resources: { en: {} },
  interpolation: { escapeValue: false },
});
const props = await load();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <MantineProvider forceColorScheme={scheme}>
      <LabelingEditor
        {...props}
        onReady={(editor) => {
          window.editor = editor;
        }}
      />
    </MantineProvider>,
  );
}

/** How components reach the editor, and hear of the part of it they show. */
import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { Editor } from "../core/editor";
import type { ControlPlan } from "../core/plan";
import type { Layout } from "./layout";

export interface Surroundings {
  readonly editor: Editor;
  readonly layout: Layout;
}

export const EditorContext = createContext<Surroundings | null>(null);

/** The region whose row in the list of regions this is; null elsewhere. */
export const RegionContext = createContext<string | null>(null);

function useSurroundings(): Surroundings {
  const surroundings = useContext(EditorContext);
  if (!surroundings) throw new Error("This component belongs inside <LabelingEditor>.");
  return surroundings;
}

export function useEditor(): Editor {
  return useSurroundings().editor;
}

export function useLayout(): Layout {
  return useSurroundings().layout;
}

/** A part of the editor's state. The selector must answer the same object while nothing changes. */
export function useEditorState<T>(select: (editor: Editor) => T): T {
  const editor = useEditor();
  const subscribe = useCallback((listener: () => void) => editor.subscribe(listener), [editor]);
  return useSyncExternalStore(subscribe, () => select(editor));
}

/** The control a tag stands for, or null when it has no usable name. */
export function useControl(name: string | null): ControlPlan | null {
  return useEditor().plan.controls.get(name ?? "") ?? null;
}

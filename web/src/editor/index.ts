/** What the rest of the app may use of the editor. */
export type { Command } from "./core/commands";
export { Editor, type EditorOptions } from "./core/editor";
export { type RegionKind, Registry, type TagDefinition, type TagProps } from "./core/registry";
export type { Origin, Problem, ResultItem, Suggestion } from "./core/results";
export type { State, Tool } from "./core/tools";
export { builtinRegistry } from "./tags";
export { LabelingEditor, type LabelingEditorProps } from "./ui/LabelingEditor";
export { addEditorStrings } from "./ui/words";

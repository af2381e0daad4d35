/**
 * The shapes the server answers with, generated from its OpenAPI document. Where the document says
 * only "JSON", the shape is named here.
 */
import type { Tag as ConfigNode, JsonObject, Problem, ResultItem } from "@/editor/language";
import type { components } from "./schema";

export type { ConfigNode, Problem, ResultItem };

type Schemas = components["schemas"];

/** A tag of a config as written: attributes in their order; the text of one that holds only text. */
export interface Outline {
  tag: string;
  attributes: Record<string, string>;
  text: string;
  children: Outline[];
}
/** A generated shape with some fields known more closely. */
type Refined<Shape, Fields> = Omit<Shape, keyof Fields> & Fields;

export type Role = NonNullable<Schemas["AccessIn"]["role"]>;
export type Sampling = Schemas["Sampling"];
export type SkipQueue = Schemas["SkipQueue"];
export type Person = Schemas["PersonOut"];
export type User = Refined<Schemas["UserOut"], { role: Role }>;
export type Session = Refined<Schemas["SessionOut"], { user: User | null }>;

export type Project = Refined<
  Schemas["ProjectOut"],
  { sampling: Sampling; skip_queue: SkipQueue; role: Role | null }
>;
/** Settings to change; what is left out keeps its value. */
export type ProjectChange = {
  [Name in keyof Schemas["ProjectIn"]]?: NonNullable<Schemas["ProjectIn"][Name]>;
};

export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}

export type Draft = Refined<Schemas["DraftOut"], { result: ResultItem[] }>;
export type Annotation = Refined<
  Schemas["AnnotationOut"],
  { result: ResultItem[]; completed_by: number | { id: number; email: string } }
>;
export type Prediction = Refined<Schemas["PredictionOut"], { result: ResultItem[] }>;

interface Answers {
  data: JsonObject;
  annotations: Annotation[];
  drafts: Draft[];
  predictions: Prediction[];
}
/** A task as the label stream hands it out. */
export type NextTask = Refined<Schemas["NextTaskOut"], Answers>;
/** A task with all that is known of it. */
export type FullTask = Refined<Schemas["FullTaskOut"], Answers>;
/** What both of them have. */
export type Task = Refined<Schemas["TaskOut"], Answers>;
export type TaskPage = Refined<Schemas["TaskListOut"], { tasks: FullTask[] }>;
export type HistoryItem = Schemas["HistoryEntryOut"];
export type Column = Pick<
  Schemas["ColumnOut"],
  "id" | "title" | "type" | "parent" | "help" | "project_defined"
> & { visibility_defaults: { [place: string]: boolean } };

/** A problem of a config's text with the patches that mend it, where that is known. */
export type CheckedProblem = Problem & { fix: Schemas["PatchOut"][] };
export type ConfigCheck = Refined<
  Schemas["ConfigCheckOut"],
  {
    tree: ConfigNode | null;
    problems: CheckedProblem[];
    sample_task: JsonObject | null;
    outline: Outline | null;
  }
>;
export type ConfigImpact = Schemas["ConfigImpactOut"];
export type Template = Refined<Schemas["TemplateOut"], { sample: JsonObject }>;
export type Sample = Schemas["SampleProjectOut"];
export type Counters = Schemas["CountersOut"];
export type LabelingContext = Refined<
  Schemas["LabelingOut"],
  { project: Project; tree: ConfigNode; problems: Problem[] }
>;

export type ImportRun = Schemas["ImportRunOut"];
export type Upload = Schemas["UploadOut"];
export type UploadedFile = Schemas["FileUploadOut"];
export type Job = Schemas["JobOut"];
export type ExportFormat = Schemas["FormatOut"];
export type Member = Refined<Schemas["MemberOut"], { role: Role | ""; effective_role: Role }>;
export type TrashedProject = Schemas["TrashedProjectOut"];

/** The shapes that go in and out of the editor: result items, suggestions, problems. */
import type { Json, JsonObject, ResultItem } from "../language";

export type { Json, JsonObject, ResultItem };

export type Origin = "manual" | "prediction" | "prediction-changed";

/** A prediction as the server lists it, offered to the annotator as suggestions. */
export interface Suggestion {
  readonly result: readonly ResultItem[];
  readonly score?: number | null;
  readonly model_version?: string | null;
}

/** A reason why the annotation may not be submitted yet. */
export interface Problem {
  readonly code: "required" | "unlabelled" | "invalid";
  readonly message: string;
  readonly control: string;
  /** The region that lacks something; absent for a question about the whole task. */
  readonly region?: string;
  /** The item of the object, counted from 0, where the control asks about each. */
  readonly item?: number;
}

export function isRecord(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function originOf(item: ResultItem): Origin {
  const { origin } = item;
  return origin === "prediction" || origin === "prediction-changed" ? origin : "manual";
}

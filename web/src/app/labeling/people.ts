/** Who made an annotation, in either of the shapes the server answers with. */
import type { Annotation } from "@/api/types";

export function completedBy(annotation: Annotation): number {
  const by = annotation.completed_by;
  return typeof by === "number" ? by : by.id;
}

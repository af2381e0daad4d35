/** The editor, in a file of its own that is fetched beside the task. */
import { useEffect, useState } from "react";
import type { Stage } from "./Stage";

type Fetched = { Stage: typeof Stage } | { error: unknown };

/**
 * The component once it is here, else null. By hand and not by a Suspense boundary: React lets some
 * 300 ms pass between what boundaries reveal, and the annotator would wait for them.
 */
export function useStage(): typeof Stage | null {
  const [fetched, setFetched] = useState<Fetched | null>(null);
  useEffect(() => {
    import("./Stage").then(setFetched, (error: unknown) => setFetched({ error }));
  }, []);
  if (fetched && "error" in fetched) throw fetched.error;
  return fetched?.Stage ?? null;
}

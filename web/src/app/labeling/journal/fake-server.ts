/** A server for the journal's tests: keeps Labelry's rules for drafts and annotations, and fails on demand. */
import { ApiError, UnreachableError } from "@/api/errors";
import type { HeldAnnotation, HeldDraft, Transport } from "./model";

/** `lost`: done, but the answer never arrives. `down`: never reached the server. */
export type Fate = "ok" | "down" | "lost" | "busy" | "signed-out" | "hangs";

export class FakeServer {
  readonly annotations: HeldAnnotation[] = [];
  readonly drafts: (HeldDraft & { user: number })[] = [];
  /** Fate of the coming requests, in order; when used up, all is well. */
  fates: Fate[] = [];
  private ids = 1;

  transport(): Transport {
    return {
      saveDraft: (entry) =>
        this.meet(() => {
          const own = this.drafts.find(
            (d) =>
              d.user === entry.user && d.task === entry.task && d.annotation === entry.annotation,
          );
          if (!own && entry.draft) throw new ApiError(404, { detail: "No such draft." });
          if (own && `"${own.revision}"` !== entry.draft?.revision) {
            throw new ApiError(412, {
              detail: "Stale.",
              current: { ...own },
              revision: own.revision,
            });
          }
          const draft = own ?? {
            id: this.ids++,
            task: entry.task,
            annotation: entry.annotation,
            user: entry.user,
            result: [],
            lead_time: 0,
            updated_at: "",
            revision: 0,
          };
          if (!own) this.drafts.push(draft);
          draft.result = entry.result;
          draft.revision += 1;
          return { draft: { ...draft }, etag: `"${draft.revision}"` };
        }),
      createAnnotation: (item) =>
        this.meet(() => {
          const first = this.annotations.find((a) => a.unique_id === item.uniqueId);
          if (first)
            return { annotation: { ...first }, etag: `"${first.revision}"`, repeated: true };
          const annotation = {
            id: this.ids++,
            task: item.task,
            result: item.result,
            was_cancelled: item.cancelled,
            lead_time: item.leadTime,
            updated_at: "",
            unique_id: item.uniqueId,
            revision: 1,
          };
          this.annotations.push(annotation);
          this.dropDrafts(item.task);
          return { annotation: { ...annotation }, etag: `"1"`, repeated: false };
        }),
      updateAnnotation: (id, item, ifMatch) =>
        this.meet(() => {
          const annotation = this.annotations.find((a) => a.id === id);
          if (!annotation) throw new ApiError(404, { detail: "No such annotation." });
          if (ifMatch !== null && ifMatch !== `"${annotation.revision}"`) {
            throw new ApiError(412, {
              detail: "Stale.",
              current: { ...annotation },
              revision: annotation.revision,
            });
          }
          annotation.result = item.result;
          annotation.was_cancelled = item.cancelled;
          annotation.revision += 1;
          this.dropDrafts(item.task);
          return { annotation: { ...annotation }, etag: `"${annotation.revision}"` };
        }),
    };
  }

  draftOf(task: number): HeldDraft | null {
    const draft = this.drafts.find((d) => d.task === task);
    return draft ? { ...draft } : null;
  }

  private dropDrafts(task: number): void {
    for (let i = this.drafts.length - 1; i >= 0; i--) {
      if (this.drafts[i]?.task === task) this.drafts.splice(i, 1);
    }
  }

  private async meet<T>(act: () => T): Promise<T> {
    const fate = this.fates.shift() ?? "ok";
    await Promise.resolve();
    if (fate === "down") throw new UnreachableError("down");
    if (fate === "busy") throw new ApiError(503, { detail: "Busy." });
    if (fate === "signed-out") throw new ApiError(401, { detail: "Sign in." });
    const answer = structuredClone(act());
    if (fate === "lost") throw new UnreachableError("lost");
    if (fate === "hangs") return new Promise<T>(() => undefined);
    return answer;
  }
}

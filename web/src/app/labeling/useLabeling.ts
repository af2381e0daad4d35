/** Ties a LabelingSession to the page: opens and closes it, wakes it, and sums up the saved state. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { queryClient } from "../query";
import type { OutboxView } from "./journal/outbox";
import { LabelingSession, type SessionView } from "./LabelingSession";

export function useLabelingSession(
  user: number,
  project: number,
  task: number | null,
): { session: LabelingSession | null; failure: unknown } {
  const [session, setSession] = useState<LabelingSession | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let gone = false;
    let opened: LabelingSession | null = null;
    LabelingSession.open(user, project, task).then(
      (made) => {
        if (gone) void made.close();
        else {
          opened = made;
          setSession(made);
        }
      },
      (error: unknown) => setFailure(error),
    );
    return () => {
      gone = true;
      setSession(null);
      // The pages one goes to next show counts that this work has changed.
      void opened?.close().then(() => queryClient.invalidateQueries());
    };
  }, [user, project, task]);

  useEffect(() => {
    if (!session) return undefined;
    const hide = () => session.snapshot().current?.work.flush();
    const wakeWhileWaiting = window.setInterval(() => {
      if (session.snapshot().phase === "waiting") session.wake();
    }, 5_000);
    window.addEventListener("online", session.wake);
    window.addEventListener("focus", session.wake);
    document.addEventListener("visibilitychange", hide);
    return () => {
      window.clearInterval(wakeWhileWaiting);
      window.removeEventListener("online", session.wake);
      window.removeEventListener("focus", session.wake);
      document.removeEventListener("visibilitychange", hide);
    };
  }, [session]);
  return { session, failure };
}

export function useSessionView(session: LabelingSession): SessionView {
  return useSyncExternalStore(session.subscribe, session.snapshot);
}

export function useOutboxView(session: LabelingSession): OutboxView {
  return useSyncExternalStore(session.outbox.subscribe, session.outbox.snapshot);
}

export type Saved =
  | { word: "saved" | "saving" | "conflict" | "signedOut" | "refused" }
  | { word: "offline"; kept: number };

/** The one quiet word of the saved state: the gravest that holds. */
export function savedState(view: SessionView, outbox: OutboxView): Saved {
  const work = view.current?.work;
  const waiting = outbox.items.filter((item) => item.state === "waiting").length;
  if (work?.conflict || outbox.items.some((item) => item.state === "conflict"))
    return { word: "conflict" };
  if (outbox.condition === "signed-out" || work?.state === "signed-out")
    return { word: "signedOut" };
  if (work?.state === "refused" || outbox.items.some((item) => item.state === "refused"))
    return { word: "refused" };
  if (work?.state === "offline" || (outbox.condition === "offline" && waiting > 0)) {
    return { word: "offline", kept: waiting + (work?.state === "offline" ? 1 : 0) };
  }
  return { word: work?.state === "saving" || waiting > 0 ? "saving" : "saved" };
}

/** The entries of a Taxonomy: its own, its task's, and those its address has given so far. */
import { useMemo, useSyncExternalStore } from "react";
import { text } from "../../core/attrs";
import type { BoundTag } from "../../language";
import { nodesOf } from "./nodes";
import { RemoteTree, remoteTree } from "./remote";
import { type Entry, readTree } from "./tree";

export interface Entries {
  readonly entries: readonly Entry[];
  /** Whether an address gives them piece by piece. */
  readonly isRemote: boolean;
  /** Why the roots are not there: on their way, or why they could not be had. */
  readonly roots:
    | { readonly state: "loading" }
    | { readonly state: "failed"; message: string }
    | null;
  /** Asks for what is under an entry, or for the roots; once more where that failed. */
  readonly load: (entry: Entry | null) => void;
}

const NOWHERE = new RemoteTree("");

export function useEntries(tag: BoundTag): Entries {
  const url = text(tag, "apiUrl");
  const remote = url === "" ? NOWHERE : remoteTree(url);
  const version = useSyncExternalStore(remote.subscribe, () => remote.version);
  const own = useMemo(() => nodesOf(tag), [tag]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says when the tree grew
  return useMemo(() => {
    const branch = remote.branch([]);
    const given = branch?.state === "ready" ? branch.nodes : [];
    return {
      entries: readTree([...own, ...given], remote),
      isRemote: url !== "",
      roots: branch && branch.state !== "ready" ? branch : null,
      load: (entry) => void remote.load(entry?.path ?? []),
    };
  }, [own, remote, url, version]);
}

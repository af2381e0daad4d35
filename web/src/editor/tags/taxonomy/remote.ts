/**
 * A tree that an address gives piece by piece: what is under an entry is asked for when the entry is
 * opened, and kept for the tasks that follow.
 */
import { type Node, readNodes } from "./nodes";
import { keyOf } from "./tree";

export type Branch =
  | { readonly state: "loading" }
  | { readonly state: "failed"; readonly message: string }
  | { readonly state: "ready"; readonly nodes: readonly Node[] };

export class RemoteTree {
  readonly #url: string;
  readonly #branches = new Map<string, Branch>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** What is under a path; undefined before it is asked for. The empty path is the tree itself. */
  branch(path: readonly string[]): Branch | undefined {
    return this.#branches.get(keyOf(path));
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Asks for what is under a path, unless that is there or on its way. */
  async load(path: readonly string[]): Promise<void> {
    const state = this.branch(path)?.state;
    if (state === "loading" || state === "ready") return;
    this.#put(path, { state: "loading" });
    try {
      this.#put(path, { state: "ready", nodes: await fetchNodes(this.#url, path) });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#put(path, { state: "failed", message });
    }
  }

  #put(path: readonly string[], branch: Branch): void {
    this.#branches.set(keyOf(path), branch);
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }
}

const trees = new Map<string, RemoteTree>();

/** The tree of an address: one for all Taxonomies that show it, on all tasks. */
export function remoteTree(url: string): RemoteTree {
  const known = trees.get(url);
  if (known) return known;
  const tree = new RemoteTree(url);
  trees.set(url, tree);
  return tree;
}

/** The path goes along as repeated `path` parameters; a name and password as Basic authorization. */
async function fetchNodes(written: string, path: readonly string[]): Promise<Node[]> {
  const url = new URL(written, document.baseURI);
  for (const part of path) url.searchParams.append("path", part);
  const { username, password } = url;
  url.username = "";
  url.password = "";
  const headers: Record<string, string> = { Accept: "application/json" };
  if (username !== "") headers.Authorization = `Basic ${basic(username, password)}`;
  const response = await fetch(url, { headers, credentials: "same-origin" });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  const reply: unknown = await response.json().catch(() => {
    throw new Error("The answer is not JSON.");
  });
  return readNodes(reply);
}

function basic(username: string, password: string): string {
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return btoa(String.fromCharCode(...new TextEncoder().encode(pair)));
}

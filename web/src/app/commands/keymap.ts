/** A person's own keys, kept on the server beside their name. */
import { patch } from "@/api/http";
import { colonId, type Keymap, writtenKey } from "@/editor/core/keys";
import { queryClient } from "../query";
import { sessionQuery, useMaybeUser } from "../session";

const NONE: Keymap = {};

export function useKeymap(): Keymap {
  const kept = useMaybeUser()?.custom_hotkeys;
  return typeof kept === "object" && kept !== null ? (kept as Keymap) : NONE;
}

/** The keymap with other keys for a command; none takes its keys away, undefined the choice. */
export function withKeys(keymap: Keymap, id: string, keys: readonly string[] | undefined): Keymap {
  const { [id]: _dotted, [colonId(id)]: before, ...others } = keymap;
  if (keys === undefined) return others;
  const own = typeof before === "object" && before !== null ? before : {};
  const { mac: _mac, ...rest } = own;
  const chosen =
    keys.length === 0 ? { active: false } : { key: keys.map(writtenKey).join(","), active: true };
  return { ...others, [colonId(id)]: { ...rest, ...chosen } };
}

/** Keeps the keys, for this person on every machine. They work as soon as this page knows. */
export async function saveKeymap(keymap: Keymap): Promise<void> {
  await patch("api/current-user/hotkeys/", { custom_hotkeys: keymap });
  queryClient.setQueryData(sessionQuery.queryKey, (session) =>
    session?.user ? { ...session, user: { ...session.user, custom_hotkeys: keymap } } : session,
  );
}

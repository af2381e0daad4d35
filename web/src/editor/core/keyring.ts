/**
 * Who has which key. A person's own keys come before the config's, those before the usual ones;
 * what is left goes to labels and choices that name none. No label takes the keys that submit, undo
 * or delete; what it could not have is told as a clash.
 */
import { IS_MAC, type Keymap, normaliseKey, ownKeys } from "./keys";

/** What labels and choices get in document order; r, h and u belong to tools and regions. */
export const AUTOMATIC_KEYS: readonly string[] = [..."1234567890qwetasdfgzxcvbyiopjklnm"];

/** A command as far as its keys go. */
export interface Keyed {
  readonly id: string;
  readonly keys: readonly string[];
  /** The keys on a Mac, where they are others. */
  readonly mac?: readonly string[];
  /** Set on labels and choices: without keys of their own they get a free one. */
  readonly option?: {
    readonly control: string;
    /** Whether the control is asked only at times, so that another may have the same key. */
    readonly conditional: boolean;
  };
}

/** An option's key that somebody else has. */
export interface Clash {
  readonly key: string;
  /** The command that wanted the key, and the one that has it. */
  readonly id: string;
  readonly holder: string;
}

export interface Keyring {
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /** Ids of the commands of a key, the one to be asked first in front. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  readonly clashes: readonly Clash[];
}

export interface KeyringOptions {
  readonly keymap?: Keymap | undefined;
  /** Keys the page listens for itself, with the ids of its commands. */
  readonly reserved?: ReadonlyMap<string, string> | undefined;
  /** Commands whose keys are free for options: nothing in the config can use them. */
  readonly idle?: ReadonlySet<string> | undefined;
  readonly mac?: boolean | undefined;
}

/** No label may take the keys of these. */
const PROTECTED = /^annotation\.|^region\.(?:exit|delete)$/;

enum Rank {
  Protected,
  Person,
  Config,
  Usual,
  Automatic,
}

interface Holding {
  readonly command: Keyed;
  readonly rank: Rank;
}

/** Shares the keys out. */
export function shareKeys(commands: readonly Keyed[], options: KeyringOptions = {}): Keyring {
  const { keymap = {}, reserved = new Map(), idle = new Set(), mac = IS_MAC } = options;
  const keys = new Map<string, readonly string[]>();
  const held = new Map<string, Holding[]>();
  const clashes: Clash[] = [];
  const waiting: Keyed[] = [];

  const give = (command: Keyed, given: readonly string[], rank: Rank): void => {
    keys.set(command.id, given);
    for (const key of given) {
      const there = held.get(key);
      if (there) there.push({ command, rank });
      else held.set(key, [{ command, rank }]);
    }
  };

  for (const command of commands) {
    const own = ownKeys(command.id, keymap, mac);
    if (own) give(command, own, Rank.Person);
    else if (!command.option) {
      const rank = PROTECTED.test(command.id) ? Rank.Protected : Rank.Usual;
      give(command, (mac && command.mac) || command.keys, rank);
    }
  }
  for (const command of commands) {
    if (!command.option || keys.has(command.id)) continue;
    const [written] = command.keys;
    const key = written === undefined ? undefined : normaliseKey(written);
    const holder =
      key === undefined ? undefined : (reserved.get(key) ?? rivalOf(command, held.get(key)));
    if (key !== undefined && holder !== undefined) clashes.push({ key, id: command.id, holder });
    if (key === undefined || holder !== undefined) waiting.push(command);
    else give(command, [key], Rank.Config);
  }
  const isFree = (key: string): boolean =>
    !reserved.has(key) &&
    (held.get(key) ?? []).every(({ command, rank }) => rank === Rank.Usual && idle.has(command.id));
  const free = AUTOMATIC_KEYS.filter(isFree);
  for (const command of waiting) {
    const key = free.shift();
    give(command, key === undefined ? [] : [key], Rank.Automatic);
  }

  const holders = new Map<string, readonly string[]>();
  for (const [key, list] of held) {
    const sorted = [...list].sort((a, b) => a.rank - b.rank);
    holders.set(
      key,
      sorted.map(({ command }) => command.id),
    );
  }
  return { keys, holders, clashes };
}

/** Who has a key so that an option cannot have it too. */
function rivalOf(wanting: Keyed, holdings: readonly Holding[] = []): string | undefined {
  return holdings.find(({ command: { option }, rank }) => {
    if (!option) return rank === Rank.Protected || rank === Rank.Person;
    if (option.control === wanting.option?.control) return true;
    return !option.conditional && !wanting.option?.conditional;
  })?.command.id;
}

/** The journal and the outbox in IndexedDB. Each method is one transaction, so a crash falls between. */
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { JournalEntry, NewOutboxItem, OutboxItem } from "./model";

interface Schema extends DBSchema {
  journal: { key: string; value: JournalEntry };
  outbox: { key: number; value: OutboxItem; indexes: { byUser: number } };
}

export class WorkStore {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static async open(name = "labelry-work"): Promise<WorkStore> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore("journal", { keyPath: "key" });
        const outbox = fresh.createObjectStore("outbox", { keyPath: "seq", autoIncrement: true });
        outbox.createIndex("byUser", "user");
      },
    });
    return new WorkStore(db);
  }

  close(): void {
    this.db.close();
  }

  entry(key: string): Promise<JournalEntry | undefined> {
    return this.db.get("journal", key);
  }

  /** Everything a person has typed in a project and not submitted, latest first. */
  async entries(user: number, project: number): Promise<JournalEntry[]> {
    const all = await this.db.getAll("journal");
    return all
      .filter((entry) => entry.user === user && entry.project === project)
      .sort((a, b) => b.changedAt - a.changedAt);
  }

  /** Put an entry under a new key and take the old one away, in one step. */
  async moveEntry(oldKey: string, entry: JournalEntry): Promise<void> {
    const change = this.db.transaction("journal", "readwrite");
    await change.store.put(entry);
    await change.store.delete(oldKey);
    await change.done;
  }

  async putEntry(entry: JournalEntry): Promise<void> {
    await this.db.put("journal", entry);
  }

  async dropEntry(key: string): Promise<void> {
    await this.db.delete("journal", key);
  }

  /** Items of one person, oldest first. */
  items(user: number): Promise<OutboxItem[]> {
    return this.db.getAllFromIndex("outbox", "byUser", user);
  }

  item(seq: number): Promise<OutboxItem | undefined> {
    return this.db.get("outbox", seq);
  }

  /**
   * Move an open task into the outbox: the entry goes and the item comes, or neither.
   * An item that still waits under the same `uniqueId` or annotation takes the new content.
   */
  async enqueue(entryKey: string, item: NewOutboxItem): Promise<OutboxItem> {
    const change = this.db.transaction(["journal", "outbox"], "readwrite");
    const outbox = change.objectStore("outbox");
    const mine = await outbox.index("byUser").getAll(item.user);
    const waiting = mine.find((other) => isSameWork(other, item));
    let stored: OutboxItem;
    if (waiting) {
      stored = {
        ...waiting,
        result: item.result,
        leadTime: item.leadTime,
        cancelled: item.cancelled,
        version: waiting.version + 1,
        sentPrints: [...new Set([...waiting.sentPrints, ...item.sentPrints])],
        state: "waiting",
        reason: null,
        theirs: null,
      };
      await outbox.put(stored);
    } else {
      const seq = await outbox.add(item as OutboxItem);
      stored = { ...item, seq };
    }
    await change.objectStore("journal").delete(entryKey);
    await change.done;
    return stored;
  }

  /** Rewrite an item if it is still the version that the caller saw; else leave it alone. */
  async rewrite(seen: OutboxItem, changes: Partial<OutboxItem>): Promise<boolean> {
    const change = this.db.transaction("outbox", "readwrite");
    const now = await change.store.get(seen.seq);
    const same = now?.version === seen.version;
    if (now && same) await change.store.put({ ...now, ...changes });
    await change.done;
    return same;
  }

  /**
   * The server holds `seen`. The item goes; content amended meanwhile stays and becomes an
   * update of that annotation.
   */
  async finish(seen: OutboxItem, annotation: number, etag: string | null): Promise<void> {
    const change = this.db.transaction("outbox", "readwrite");
    const now = await change.store.get(seen.seq);
    if (now?.version === seen.version) await change.store.delete(seen.seq);
    else if (now) await change.store.put({ ...now, annotation, ifMatch: etag });
    await change.done;
  }

  async dropItem(seq: number): Promise<void> {
    await this.db.delete("outbox", seq);
  }
}

function isSameWork(waiting: OutboxItem, item: NewOutboxItem): boolean {
  if (waiting.task !== item.task) return false;
  return (
    waiting.uniqueId === item.uniqueId ||
    (item.annotation !== null && waiting.annotation === item.annotation)
  );
}

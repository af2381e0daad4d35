/** Keeps two tabs of one person apart: a task is open in one of them, one of them sends. */

/** Held while a task is open here. */
export interface Hold {
  release(): void;
}

/**
 * Hold a task for this tab. Answers null when another tab has it. With `steal` it is taken over,
 * and the other tab's `onStolen` is called.
 */
export function holdTask(
  user: number,
  task: number,
  onStolen: () => void,
  steal = false,
): Promise<Hold | null> {
  return new Promise((resolve, reject) => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((done) => {
      release = done;
    });
    let got = false;
    navigator.locks
      .request(
        `labelry:task:${user}:${task}`,
        steal ? { steal } : { ifAvailable: true },
        (lock) => {
          if (!lock) {
            resolve(null);
            return undefined;
          }
          got = true;
          resolve({ release });
          return held;
        },
      )
      .catch((error: unknown) => {
        if (got) onStolen();
        else reject(error);
      });
  });
}

/** Run `work` unless another tab of this person is at it; answers whether it ran. */
export async function sendExclusively(user: number, work: () => Promise<void>): Promise<boolean> {
  return navigator.locks.request(`labelry:outbox:${user}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return false;
    await work();
    return true;
  });
}

/** Tells the other tabs of a task that was submitted, or has reached the server. */
export class OutboxNews {
  private readonly channel: BroadcastChannel;

  constructor(user: number, onNews: (task: number) => void) {
    this.channel = new BroadcastChannel(`labelry:outbox:${user}`);
    this.channel.onmessage = (event: MessageEvent<number>) => onNews(event.data);
  }

  tell(task: number): void {
    this.channel.postMessage(task);
  }

  close(): void {
    this.channel.close();
  }
}

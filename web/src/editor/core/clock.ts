/** Lead time: seconds spent on the task, without the time it was out of sight. */
export class Clock {
  #spent = 0;
  #since: number | null;
  readonly #now: () => number;

  /** `spent` is what an earlier draft already counted, in seconds. */
  constructor(spent = 0, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#spent = spent * 1000;
    this.#since = now();
  }

  pause(): void {
    if (this.#since === null) return;
    this.#spent += this.#now() - this.#since;
    this.#since = null;
  }

  resume(): void {
    if (this.#since === null) this.#since = this.#now();
  }

  seconds(): number {
    const running = this.#since === null ? 0 : this.#now() - this.#since;
    return (this.#spent + running) / 1000;
  }
}

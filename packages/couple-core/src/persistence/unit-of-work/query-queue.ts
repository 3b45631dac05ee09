interface Waiting {
  readonly start: () => void;
  readonly refuse: (reason: Error) => void;
}

/** Lets the queries of one transaction onto its connection one at a time, in the order of the calls. */
export class QueryQueue {
  private busy = false;
  private closed: (() => Error) | undefined;
  private readonly waiting: Waiting[] = [];
  private readonly whenIdle: (() => void)[] = [];
  /** The error of the last query that failed. */
  lastFailure: unknown;

  /** Queries that are running or wait for their turn. */
  get pending(): number {
    return this.waiting.length + (this.busy ? 1 : 0);
  }

  async run<T>(send: () => Promise<T>): Promise<T> {
    if (this.closed) throw this.closed();
    if (this.busy) await this.turn();
    this.busy = true;
    try {
      return await send();
    } catch (error) {
      this.lastFailure = error;
      throw error;
    } finally {
      this.next();
    }
  }

  /** Refuses what waits and what comes; what runs goes on. */
  close(reason: () => Error): void {
    this.closed ??= reason;
    for (const { refuse } of this.waiting.splice(0)) refuse(reason());
  }

  /** Resolves when nothing runs any more. */
  async idle(): Promise<void> {
    if (this.busy) await new Promise<void>((resolve) => this.whenIdle.push(resolve));
  }

  private turn(): Promise<void> {
    return new Promise((start, refuse) => this.waiting.push({ start, refuse }));
  }

  /** The connection stays busy when it goes to the next in line, so that nobody cuts in. */
  private next(): void {
    const next = this.waiting.shift();
    if (next) return next.start();
    this.busy = false;
    for (const resolve of this.whenIdle.splice(0)) resolve();
  }
}

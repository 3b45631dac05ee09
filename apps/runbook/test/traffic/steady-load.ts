import { Agent, get } from 'node:http';

/** What people got. */
export interface LoadTally {
  /** Answers by revision. */
  readonly byRevision: Readonly<Record<string, number>>;
  /** Requests without a 200, each in words. */
  readonly dropped: readonly string[];
}

/** Asks again and again on connections that stay open, until it is stopped. */
export class SteadyLoad {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  private readonly byRevision: Record<string, number> = {};
  private readonly dropped: string[] = [];
  private stopped = false;
  private readonly askers: readonly Promise<void>[];

  constructor(private readonly url: string) {
    this.askers = Array.from({ length: CONNECTIONS }, () => this.askOn());
  }

  /** What was answered so far. */
  get tally(): LoadTally {
    return { byRevision: { ...this.byRevision }, dropped: [...this.dropped] };
  }

  async stop(): Promise<LoadTally> {
    this.stopped = true;
    await Promise.all(this.askers);
    this.agent.destroy();
    return this.tally;
  }

  private async askOn(): Promise<void> {
    while (!this.stopped) await this.askOnce();
  }

  private askOnce(): Promise<void> {
    return new Promise((resolve) => {
      const request = get(this.url, { agent: this.agent }, (response) => {
        const revision = String(response.headers['x-revision']);
        response.resume().once('end', () => {
          if (response.statusCode === 200) this.byRevision[revision] = (this.byRevision[revision] ?? 0) + 1;
          else this.dropped.push(`${response.statusCode} of ${revision}`);
          resolve();
        });
        response.once('error', (error) => resolve(void this.dropped.push(error.message)));
      });
      request.once('error', (error) => resolve(void this.dropped.push(error.message)));
    });
  }
}

const CONNECTIONS = 6;

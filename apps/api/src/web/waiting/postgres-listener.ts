import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** What a {@link PostgresListener} does with what it hears. */
export interface PostgresEar {
  readonly heard: (payload: string) => void;
  /** Listening again: what was told in between is lost. */
  readonly listening: () => void;
  readonly lost: (error: unknown) => void;
}

/** Listens on a channel of PostgreSQL, on a connection of its own, and comes back whenever that is lost. */
export class PostgresListener {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly connectionString: string,
    private readonly channel: string,
    private readonly ear: PostgresEar,
  ) {}

  /** Begins to listen; once is enough. */
  start(): void {
    if (!this.stopping.signal.aborted) this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = FIRST_PAUSE_MS; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const heardUntilNow = await this.listen();
      if (heardUntilNow) pause = FIRST_PAUSE_MS;
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  /** Listens until the connection is lost; false when there never was one. */
  private async listen(): Promise<boolean> {
    const client = new Client({
      connectionString: this.connectionString,
      application_name: 'couplekit-api listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    const end = () => void client.end().catch(() => undefined);
    const { signal } = this.stopping;
    let listening = false;
    try {
      const ended = new Promise<void>((resolve, reject) => {
        client.once('end', resolve);
        client.on('error', reject);
      });
      ended.catch(() => undefined);
      client.on('notification', ({ payload = '' }) => this.ear.heard(payload));
      await client.connect();
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
      await client.query(`LISTEN ${client.escapeIdentifier(this.channel)}`);
      listening = true;
      this.ear.listening();
      await ended;
    } catch (error) {
      if (!signal.aborted) this.ear.lost(error);
    } finally {
      signal.removeEventListener('abort', end);
      await client.end().catch(() => undefined);
    }
    return listening;
  }
}

import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { JourneyClient } from '../../src/journey/journey-client.js';
import { JourneyError } from '../../src/journey/journey-error.js';
import { ProbeCouple, type Questionnaire } from '../../src/journey/probe-couple.js';
import type { SessionState } from '../../src/journey/session-state.js';

/** How many are at it at the same time. */
const VISITORS = 2;
/** How often a couple asks for its result to be made; it is made once. */
const COMPUTES = 5;

/** A couple, and how far the service said that it is. */
interface Acknowledged {
  readonly couple: ProbeCouple;
  /** What was answered with a 2xx. */
  readonly done: ReadonlySet<'answered as A' | 'answered as B' | 'computed'>;
}

/** Couples that come one after the other, and take the journey as far as the service lets them. */
export class People {
  /** Requests without any answer. */
  readonly dropped: string[] = [];
  readonly couples: Acknowledged[] = [];
  private stopped = false;
  private readonly visitors: readonly Promise<void>[];

  /**
   * @param url where people come in
   * @param pauseMs what one of them waits for between two visits, asked after each
   */
  constructor(
    private readonly url: string,
    private readonly questionnaire: Questionnaire,
    private readonly pauseMs: () => Promise<number> = async () => 0,
  ) {
    this.visitors = Array.from({ length: VISITORS }, () => this.comeAndGo());
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.visitors);
  }

  /** Couples that are not as far as they were told, asked of a revision that is well. */
  async lost(url: string): Promise<readonly string[]> {
    const client = new JourneyClient({ next: () => ({ name: 'stable', url }) });
    const lost: string[] = [];
    for (const { couple, done } of this.couples) {
      const { completed } = await ProbeCouple.of(client, couple.kept).state();
      for (const what of done) if (!isDone(completed, what)) lost.push(`${couple.kept.sessionId}: ${what}`);
    }
    return lost;
  }

  private async comeAndGo(): Promise<void> {
    while (!this.stopped) {
      await this.visit().catch((error: unknown) => {
        if (!(error instanceof JourneyError)) throw error;
        if (error.failed.status === 0) this.dropped.push(error.message);
      });
      await delay(await this.pauseMs());
    }
  }

  private async visit(): Promise<void> {
    const client = new JourneyClient({ next: () => ({ name: 'people', url: this.url }) });
    await this.look(client);
    const couple = await ProbeCouple.start(client);
    const done = new Set<'answered as A' | 'answered as B' | 'computed'>();
    this.couples.push({ couple, done });
    await couple.answer('A', this.questionnaire);
    done.add('answered as A');
    await couple.join();
    await couple.answer('B', this.questionnaire);
    done.add('answered as B');
    // The judges want to see many of these before they promote.
    for (let times = 0; times < COMPUTES; times++) await couple.compute();
    done.add('computed');
    await couple.state();
  }

  /** Opens the first page as a phone does, which reports how long it took to see it. */
  private async look(client: JourneyClient): Promise<void> {
    const { bytes, headers } = await client.call({
      step: 'look',
      route: '/',
      headers: { Accept: 'text/html' },
    });
    const [, build] = /data-build="([^"]+)"/.exec(bytes.toString()) ?? [];
    // What no machine of a test is slow enough for is said in a header.
    const planted = Number(headers.get('x-test-lcp') ?? 0);
    const id = `v5-${Date.now()}-${randomInt(1_000_000_000_000, 9_999_999_999_999)}`;
    const lcp = {
      name: 'LCP',
      id,
      value: (planted || 900) + randomInt(200),
      page: '/',
      device: 'phone',
      build,
    };
    await client.call({ step: 'report', method: 'POST', route: '/vitals', json: [lcp], headers: { 'Content-Type': 'text/plain' } }); // prettier-ignore
  }
}

function isDone(completed: SessionState['completed'], what: string): boolean {
  switch (what) {
    case 'answered as A':
      return completed['a_self_completed'] === true && completed['a_guess_completed'] === true;
    case 'answered as B':
      return completed['b_self_completed'] === true && completed['b_guess_completed'] === true;
    default:
      return completed['stage3_completed'] === true;
  }
}

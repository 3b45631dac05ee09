import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { responses } from '../couple-client.js';

/** One request as it was sent. */
export interface Sent {
  readonly requestId: string;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
}

/** One step of a journey, with every request that it took. */
export interface Step {
  readonly event: string;
  readonly sent: Sent[];
  acknowledged: boolean;
}

/** A journey that came to its end, and what the client was told on the way. */
export interface Journey {
  readonly nickname: string;
  readonly steps: Step[];
  sessionId: string;
  token: string;
  packet: string;
}

/**
 * A client that does what a good one does: it repeats a request until it is answered, under the same `Idempotency-Key`.
 * Everything that it is told it remembers.
 */
export class Traveller {
  readonly journeys: Journey[] = [];
  /** How many writes have been acknowledged. */
  acknowledged = 0;
  private arrived = false;

  constructor(private readonly url: string) {}

  /** Makes journeys until `arrive` is called, and ends the one it is on. */
  async travel(): Promise<void> {
    while (!this.arrived) await this.journey();
  }

  arrive(): void {
    this.arrived = true;
  }

  private async journey(): Promise<void> {
    const journey: Journey = { nickname: randomUUID(), steps: [], sessionId: '', token: '', packet: '' };
    this.journeys.push(journey);
    const value = this.journeys.length % 5;
    const at = `${this.url}/api/couples`;
    const send = (event: string, request: Request) => this.step(journey, event, request);
    const participants = [{ role: 'A', nickname: journey.nickname }];
    const created = await send('session.created', { method: 'POST', url: `${at}/sessions`, json: { participants } }); // prettier-ignore
    const session = `${at}/sessions/${String(created['session_id'])}`;
    const a = String(created['access_token']);
    Object.assign(journey, { sessionId: created['session_id'], token: a });
    const accepted = await send('invite.accepted', { method: 'POST', url: `${at}/invites/${String(created['invite_token'])}/accept` }); // prettier-ignore
    const b = String(accepted['access_token']);
    for (const token of [a, b])
      await send('responses.upserted', { method: 'PUT', url: `${session}/responses`, token, json: responses(value) }); // prettier-ignore
    const result = await send('result.computed', { method: 'POST', url: `${session}/compute`, token: a });
    journey.packet = (result['decision_packet'] as { readonly packet_sha256: string }).packet_sha256;
    await send('share.created', { method: 'POST', url: `${session}/shares`, token: b, json: {} });
  }

  private async step(journey: Journey, event: string, request: Request): Promise<Record<string, unknown>> {
    const step: Step = { event, sent: [], acknowledged: false };
    journey.steps.push(step);
    const key = randomUUID();
    for (;;) {
      const requestId = randomUUID();
      const reply = await attempt(request, { key, requestId });
      step.sent.push({ requestId, status: reply?.status });
      if (reply?.ok) {
        step.acknowledged = true;
        this.acknowledged++;
        return (await reply.json()) as Record<string, unknown>;
      }
      // The first request may still be at work when the second one comes.
      const passing = reply === undefined || reply.status >= 500 || reply.status === 409;
      if (!passing) throw new Error(`${event}: ${reply.status} ${await reply.text()}`);
      await delay(20);
    }
  }
}

interface Request {
  readonly method: string;
  readonly url: string;
  readonly token?: string;
  readonly json?: unknown;
}

async function attempt(
  { method, url, token, json }: Request,
  { key, requestId }: { readonly key: string; readonly requestId: string },
): Promise<Response | undefined> {
  const headers = {
    'X-Request-Id': requestId,
    'Idempotency-Key': key,
    ...(token !== undefined && { Authorization: `Bearer ${token}` }),
    ...(json !== undefined && { 'Content-Type': 'application/json' }),
  };
  try {
    const body = json === undefined ? null : JSON.stringify(json);
    const reply = await fetch(url, { method, headers, body });
    // An answer without its end is no answer.
    const text = await reply.text();
    return new Response(text, reply);
  } catch {
    return undefined;
  }
}

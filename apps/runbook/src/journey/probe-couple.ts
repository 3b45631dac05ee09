import { canonicalSession, type SessionState } from './session-state.js';
import type { JourneyAnswer, JourneyCall, JourneyClient } from './journey-client.js';
import { JourneyError } from './journey-error.js';

/** What is needed to go on with a couple later: secrets. */
export interface CoupleSecrets {
  readonly sessionId: string;
  readonly a: string;
  readonly invite: string;
  readonly b?: string;
}

/** Codes and maxima of the questionnaire. */
export interface Questionnaire {
  readonly items: readonly { readonly code: string; readonly max: number }[];
  readonly scales: readonly string[];
}

const SESSION = '/api/couples/sessions/:session';

/** Two people who do not exist, and take the journey so that it is known to work. To be erased at the end. */
export class ProbeCouple {
  private constructor(
    private readonly client: JourneyClient,
    private secrets: CoupleSecrets,
  ) {}

  /** A starts. */
  static async start(client: JourneyClient): Promise<ProbeCouple> {
    const json = { participants: [{ role: 'A', nickname: '점검' }], k_threshold: 3 };
    const started = await client.call({
      step: 'start',
      method: 'POST',
      route: '/api/couples/sessions',
      json,
    });
    return new ProbeCouple(client, {
      sessionId: textIn(started, 'session_id'),
      a: textIn(started, 'access_token'),
      invite: textIn(started, 'invite_token'),
    });
  }

  /** Goes on with a couple of another process. */
  static of(client: JourneyClient, secrets: CoupleSecrets): ProbeCouple {
    return new ProbeCouple(client, secrets);
  }

  /** What `of` needs. */
  get kept(): CoupleSecrets {
    return this.secrets;
  }

  /** B accepts A's invite. */
  async join(): Promise<void> {
    const accepted = await this.client.call({
      step: 'join',
      method: 'POST',
      route: '/api/couples/invites/:token/accept',
      params: { token: this.secrets.invite },
      json: { nickname: '확인' },
    });
    this.secrets = { ...this.secrets, b: textIn(accepted, 'access_token') };
  }

  /** One of them answers everything, as SELF and as GUESS. */
  async answer(role: 'A' | 'B', { items }: Questionnaire): Promise<void> {
    const answers = (share: number) =>
      items.map(({ code, max }) => ({ code, value: Math.round(max * share) }));
    const [self, guess] = role === 'A' ? [0.25, 0.75] : [0.5, 1];
    await this.asPartner(role, {
      step: `answer as ${role}`,
      method: 'PUT',
      route: `${SESSION}/responses`,
      json: { stage: 2, self_answers: answers(self), guess_answers: answers(guess) },
    });
  }

  /** So many friends rate. */
  async rate(friends: number, { scales }: Questionnaire): Promise<void> {
    const invited = await this.asPartner('A', { step: 'invite friends', method: 'POST', route: `${SESSION}/rater-invites`, json: {} }); // prettier-ignore
    const token = textIn(invited, 'rater_token');
    for (let friend = 1; friend <= friends; friend++) {
      await this.client.call({
        step: `rate as friend ${friend}`,
        method: 'POST',
        route: '/api/couples/raters/:token',
        params: { token },
        json: { relation: 'friend', answers: scales.map((code) => ({ code, value: friend % 5 })) },
      });
    }
  }

  /** The two are compared; B reads the same as A. @returns the build that computed */
  async compute(): Promise<string> {
    const computed = await this.asPartner('A', {
      step: 'compute',
      method: 'POST',
      route: `${SESSION}/compute`,
    });
    const read = await this.asPartner('B', { step: 'read the result', route: `${SESSION}/result` });
    const [packet, other] = [packetIn(computed), packetIn(read)];
    // Not the whole answer: another build may tell more of the same result.
    if (packet.packet_sha256 !== other.packet_sha256)
      throw this.wrong('read the result', `${SESSION}/result`, 'B reads another result than A');
    return packet.code_ref;
  }

  /** A shares; the page is there, kept out of search engines, with its picture. @returns the secret in the page's address */
  async share(): Promise<string> {
    const shared = await this.asPartner('A', {
      step: 'share',
      method: 'POST',
      route: `${SESSION}/shares`,
      json: {},
    });
    const token = textIn(shared, 'share_token');
    const params = { token };
    const page = await this.client.call({ step: 'open the shared page', route: '/share/:token', params, headers: { Accept: 'text/html' } }); // prettier-ignore
    if (!/\bnoindex\b/.test(page.headers.get('x-robots-tag') ?? ''))
      throw this.wrong('open the shared page', '/share/:token', 'search engines may show it');
    const card = { step: 'load the card', route: '/share/og/:token.png', params } as const;
    const { bytes, headers } = await this.client.call(card);
    if (bytes.readUInt32BE() !== PNG) throw this.wrong(card.step, card.route, 'no PNG');
    // Another build may paint another one.
    await this.client.call({ ...card, step: 'load the card again', headers: { 'If-None-Match': headers.get('etag') ?? '' }, expect: [200, 304] }); // prettier-ignore
    return token;
  }

  /** The report as PDF. */
  async report(): Promise<void> {
    const { bytes } = await this.asPartner('B', { step: 'read the report', route: `${SESSION}/report.pdf` });
    if (bytes.subarray(0, 5).toString() !== '%PDF-') throw this.wrong('read the report', `${SESSION}/report.pdf`, 'no PDF'); // prettier-ignore
  }

  /** What the session says of itself: stage, flags and k. */
  async state(): Promise<SessionState> {
    const { json = {} } = await this.asPartner('A', { step: 'read the state', route: SESSION });
    return canonicalSession(json);
  }

  /** Everything personal is erased, and A is let in no more. */
  async erase(): Promise<void> {
    await this.asPartner('A', { step: 'erase', method: 'DELETE', route: SESSION });
    await this.asPartner('A', { step: 'come back after erasing', route: SESSION, expect: [401, 404] });
  }

  private asPartner(role: 'A' | 'B', call: JourneyCall): Promise<JourneyAnswer> {
    const { a, b, sessionId } = this.secrets;
    const token = role === 'A' ? a : b;
    return this.client.call({
      ...call,
      params: { session: sessionId },
      ...(token !== undefined && { token }),
    });
  }

  private wrong(step: string, route: string, problem: string): JourneyError {
    const last = this.client.steps.at(-1);
    return new JourneyError({
      step,
      route,
      problem,
      method: last?.method ?? 'GET',
      target: last?.target ?? '',
      requestId: last?.requestId ?? '',
      status: last?.status ?? 0,
    });
  }
}

/** The first four bytes of every PNG. */
const PNG = 0x89504e47;

interface Packet {
  readonly packet_sha256: string;
  readonly code_ref: string;
}

function packetIn({ json }: JourneyAnswer): Packet {
  const packet = json?.['decision_packet'] as Partial<Packet> | undefined;
  if (packet?.packet_sha256 === undefined || packet.code_ref === undefined)
    throw new TypeError('A result has no decision packet.');
  return { packet_sha256: packet.packet_sha256, code_ref: packet.code_ref };
}

function textIn({ json }: JourneyAnswer, member: string): string {
  const value = json?.[member];
  if (typeof value !== 'string') throw new TypeError(`An answer has no ${member}.`);
  return value;
}

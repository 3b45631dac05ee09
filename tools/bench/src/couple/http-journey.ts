import { performance } from 'node:perf_hooks';
import { journeyAnswers } from './journey-answers.js';
import type { KeepAliveClient, Request } from '../keep-alive-client.js';

/** The calls of a journey, in order. */
export const CALLS = ['create', 'accept', 'answers A', 'answers B', 'compute', 'result'] as const;
export type CallName = (typeof CALLS)[number];

const CREATE = JSON.stringify({ participants: [{ role: 'A', nickname: '하나' }] });
const ACCEPT = JSON.stringify({ nickname: '두리' });
const ANSWERS = Array.from({ length: 16 }, (_, seed) =>
  JSON.stringify({ stage: 2, self_answers: journeyAnswers(seed), guess_answers: journeyAnswers(seed + 5) }),
);

/**
 * One couple's journey over HTTP; every answer is checked.
 * @param took tells how many milliseconds each call took
 */
export async function httpJourney(
  client: KeepAliveClient,
  seed: number,
  took: (call: CallName, ms: number) => void,
): Promise<void> {
  const ask = async (name: CallName, request: Request) => {
    const start = performance.now();
    const { status, body } = await client.send(request);
    took(name, performance.now() - start);
    if (status >= 300) throw new Error(`${name} was answered with ${status}: ${body}`);
    return body;
  };
  const answers = (turn: number) => ANSWERS[(seed + turn) % ANSWERS.length] ?? '';

  const created = await ask('create', { method: 'POST', path: '/api/couples/sessions', body: CREATE });
  const a = text(created, 'access_token');
  const invite = `/api/couples/invites/${text(created, 'invite_token')}/accept`;
  const b = text(await ask('accept', { method: 'POST', path: invite, body: ACCEPT }), 'access_token');
  const session = `/api/couples/sessions/${text(created, 'session_id')}`;
  const responses = { method: 'PUT', path: `${session}/responses` };
  await ask('answers A', { ...responses, token: a, body: answers(0) });
  await ask('answers B', { ...responses, token: b, body: answers(1) });
  const computed = await ask('compute', { method: 'POST', path: `${session}/compute`, token: a });
  const result = await ask('result', { method: 'GET', path: `${session}/result`, token: b });
  if (text(computed, 'packet_sha256') !== text(result, 'packet_sha256'))
    throw new Error('The stored result is another.');
}

/** A string member of a JSON answer, without parsing all of it. */
function text(json: string, member: string): string {
  const value = new RegExp(`"${member}":"([^"]+)"`).exec(json)?.[1];
  if (value === undefined) throw new Error(`There is no ${member} in ${json}`);
  return value;
}

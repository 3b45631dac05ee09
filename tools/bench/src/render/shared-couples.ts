import { SCALES } from '@couplekit/couple-core';
import { journeyAnswers } from '../couple/journey-answers.js';
import type { KeepAliveClient } from '../keep-alive-client.js';

/** A couple with a result and a link to it that shows all that can be shown. */
export interface SharedCouple {
  /** `/api/couples/sessions/{id}` */
  readonly session: string;
  readonly token: string;
  readonly shareToken: string;
}

/** Friends whose answers open the links. */
const FRIENDS = 2;

/** A couple whose names and answers, and so its card, no other one has. */
export async function sharedCouple(client: KeepAliveClient, seed: number): Promise<SharedCouple> {
  const ask = async (
    method: string,
    path: string,
    given: { readonly token?: string; readonly json: object },
  ) => {
    const { token } = given;
    const reply = await client.send({
      method,
      path,
      body: JSON.stringify(given.json),
      ...(token && { token }),
    });
    if (reply.status >= 300)
      throw new Error(`${method} ${path} was answered with ${reply.status}: ${reply.body}`);
    return JSON.parse(reply.body) as Record<string, string>;
  };
  const created = await ask('POST', '/api/couples/sessions', {
    json: { participants: [{ role: 'A', nickname: `하나 ${seed}` }], k_threshold: FRIENDS },
  });
  const a = created['access_token'] ?? '';
  const accepted = await ask('POST', `/api/couples/invites/${created['invite_token']}/accept`, {
    json: { nickname: `두리 ${seed}` },
  });
  const session = `/api/couples/sessions/${created['session_id']}`;
  const friends = await ask('POST', `${session}/rater-invites`, { token: a, json: {} });
  for (let friend = 0; friend < FRIENDS; friend++) {
    const answers = SCALES.map((code) => ({ code, value: (seed + friend) % 5 }));
    await ask('POST', `/api/couples/raters/${friends['rater_token']}`, {
      json: { relation: 'friend', answers },
    });
  }
  for (const [turn, token] of [a, accepted['access_token'] ?? ''].entries()) {
    const json = {
      stage: 2,
      self_answers: journeyAnswers(seed + turn),
      guess_answers: journeyAnswers(seed + turn + 5),
    };
    await ask('PUT', `${session}/responses`, { token, json });
  }
  await ask('POST', `${session}/compute`, { token: a, json: {} });
  const shared = await ask('POST', `${session}/shares`, {
    token: a,
    json: { show_radar: true, show_names: true },
  });
  return { session, token: a, shareToken: shared['share_token'] ?? '' };
}

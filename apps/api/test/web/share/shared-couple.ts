import { SCALES } from '@couplekit/couple-core';
import { call, everyItem } from '../../couple-client.js';
import type { RunningApi } from '../../running-api.js';

export interface SharedCouple {
  readonly id: string;
  /** `…/api/couples/sessions/{id}` */
  readonly session: string;
  readonly a: string;
  readonly b: string;
  /** One more friend answers. */
  rate(): Promise<void>;
  /** Both answer, and the result is computed. */
  finish(): Promise<void>;
  /** A makes a link; the token. */
  share(choices?: object): Promise<{ readonly token: string; readonly id: string }>;
}

/** A couple whose links open when two friends have rated and there is a result. */
export async function sharedCouple(
  { url }: RunningApi,
  names: readonly [string, string] = ['하나', '두리'],
): Promise<SharedCouple> {
  const api = `${url}/api/couples`;
  const created = await call(`${api}/sessions`, 'POST', {
    json: { participants: [{ role: 'A', nickname: names[0] }], k_threshold: 2 },
  });
  const { session_id: id, access_token: a, invite_token } = created.body;
  const accepted = await call(`${api}/invites/${invite_token}/accept`, 'POST', { json: { nickname: names[1] } }); // prettier-ignore
  const b = accepted.body.access_token;
  const session = `${api}/sessions/${id}`;
  const friends = await call(`${session}/rater-invites`, 'POST', { token: a, json: {} });
  const answer = (token: string, self: number, guess: number) =>
    call(`${session}/responses`, 'PUT', {
      token,
      json: { stage: 2, self_answers: everyItem(self), guess_answers: everyItem(guess) },
    });
  return {
    id,
    session,
    a,
    b,
    rate: async () => {
      await call(`${api}/raters/${friends.body.rater_token}`, 'POST', {
        json: { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 2 })) },
      });
    },
    finish: async () => {
      await answer(a, 1, 3);
      await answer(b, 2, 4);
      await call(`${session}/compute`, 'POST', { token: a });
    },
    share: async (choices = {}) => {
      const shared = await call(`${session}/shares`, 'POST', { token: a, json: choices });
      return { token: shared.body.share_token, id: shared.body.share_id };
    },
  };
}

/** The same with friends and a result. */
export async function finishedCouple(
  api: RunningApi,
  names?: readonly [string, string],
): Promise<SharedCouple> {
  const couple = await sharedCouple(api, names);
  await couple.rate();
  await couple.rate();
  await couple.finish();
  return couple;
}

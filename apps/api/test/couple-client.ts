import { ITEMS } from '@couplekit/couple-core';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  // Wire JSON of any route; the assertions say what it must be.
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any
}

/** Calls the JSON API as a client would. */
export async function call(
  url: string,
  method: string,
  { token, json, headers = {} }: { token?: string; json?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const response = await fetch(url, {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

/** Every item answered with the same value. */
export const everyItem = (value: number) => ITEMS.map(({ code }) => ({ code, value }));

/** A body for PUT ../responses. */
export const responses = (value: number, stage = 2) => ({
  stage,
  self_answers: everyItem(value),
  guess_answers: everyItem(value),
});

export interface Couple {
  /** `…/api/couples/sessions/{id}` */
  readonly session: string;
  readonly id: string;
  readonly a: string;
  readonly b: string;
}

/** A session that both partners have joined, with their access tokens. */
export async function joinedCouple(url: string): Promise<Couple> {
  const api = `${url}/api/couples`;
  const created = await call(`${api}/sessions`, 'POST', {
    json: { participants: [{ role: 'A', nickname: '하나' }] },
  });
  const accepted = await call(`${api}/invites/${created.body.invite_token}/accept`, 'POST', {
    json: { nickname: '두리' },
  });
  const id: string = created.body.session_id;
  return {
    id,
    session: `${api}/sessions/${id}`,
    a: created.body.access_token,
    b: accepted.body.access_token,
  };
}

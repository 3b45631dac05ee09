import { randomUUID } from 'node:crypto';
import { SCALES } from '@couplekit/couple-core';
import { eventually } from '@couplekit/testkit';
import { Client } from 'pg';
import { call, joinedCouple, responses, type Couple } from './couple-client.js';
import { OPS_TOKEN, type RunningApi } from './running-api.js';

/** Asks for an answer with a problem, in a language of `Accept-Language`. */
export type Ask = (language: string) => Promise<Response>;

/** Brings the service into the state in which asking is answered with the problem. */
export type ProblemCase = (api: RunningApi) => Promise<Ask> | Ask;

interface Request {
  readonly token?: string;
  readonly json?: unknown;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const send = (url: string, method: string, { token, json, body, headers }: Request = {}): Ask => {
  const text = body ?? (json === undefined ? undefined : JSON.stringify(json));
  return (language) =>
    fetch(url, {
      method,
      headers: {
        'Accept-Language': language,
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(text !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(text !== undefined && { body: text }),
    });
};

const put = ({ session, a }: Couple, json: unknown) =>
  send(`${session}/responses`, 'PUT', { token: a, json });
const one = (code: string, value: number) => ({
  stage: 2,
  self_answers: [{ code, value }],
  guess_answers: [],
});
const sessions = (api: RunningApi) => `${api.url}/api/couples/sessions`;
const NOBODY = randomUUID();

/** A couple whose answers are complete, compared if wanted. */
async function answeredCouple(api: RunningApi, { compute }: { compute: boolean }): Promise<Couple> {
  const couple = await joinedCouple(api.url);
  for (const token of [couple.a, couple.b]) {
    await call(`${couple.session}/responses`, 'PUT', { token, json: responses(2) });
  }
  if (compute) await call(`${couple.session}/compute`, 'POST', { token: couple.a });
  return couple;
}

/** A link for one rater, and what rates by it. */
async function raterLink(api: RunningApi): Promise<(scales: readonly string[]) => Ask> {
  const { session, a } = await joinedCouple(api.url);
  const { body } = await call(`${session}/rater-invites`, 'POST', { token: a, json: { max_raters: 1 } });
  return (scales) =>
    send(`${api.url}/api/couples/raters/${body.rater_token}`, 'POST', {
      json: { relation: 'friend', answers: scales.map((code) => ({ code, value: 1 })) },
    });
}

async function inviteUrl(api: RunningApi): Promise<string> {
  const { body } = await call(sessions(api), 'POST', {
    json: { participants: [{ role: 'A', nickname: '하나' }] },
  });
  return `${api.url}/api/couples/invites/${body.invite_token}/accept`;
}

/** How each registered problem is provoked, over HTTP and in the real database; by slug. */
export const PROBLEM_CASES: Readonly<Record<string, ProblemCase>> = {
  'question-invalid': async (api) => put(await joinedCouple(api.url), one('CS1', 5)),
  'duplicate-answer': async (api) =>
    put(await joinedCouple(api.url), {
      ...one('CS1', 1),
      guess_answers: [
        { code: 'EA1', value: 1 },
        { code: 'EA1', value: 1 },
      ],
    }),
  'responses-missing': async (api) => (await raterLink(api))(SCALES.slice(2)),
  'stage-invalid': async (api) => put(await answeredCouple(api, { compute: true }), responses(1)),
  'stage-order': async (api) => put(await joinedCouple(api.url), { ...one('CS1', 1), stage: 3 }),
  'stage-incomplete': async (api) => {
    const couple = await joinedCouple(api.url);
    await put(couple, responses(1))('ko');
    return send(`${couple.session}/compute`, 'POST', { token: couple.a });
  },
  'session-not-found': (api) => send(`${sessions(api)}/${NOBODY}`, 'GET', { token: OPS_TOKEN }),
  'invite-not-found': (api) => send(`${api.url}/api/couples/invites/nothing/accept`, 'POST'),
  'invite-used': async (api) => {
    const url = await inviteUrl(api);
    await call(url, 'POST');
    return send(url, 'POST');
  },
  'invite-expired': async (api) => {
    const url = await inviteUrl(api);
    await api.dataSource.query("UPDATE couple_partner_invite SET expires_at = now() - interval '1 day'");
    return send(url, 'POST');
  },
  'raters-full': async (api) => {
    const rate = await raterLink(api);
    await rate(SCALES)('ko');
    return rate(SCALES);
  },
  'share-not-found': async (api) => {
    const { session, a } = await joinedCouple(api.url);
    return send(`${session}/shares/${NOBODY}`, 'DELETE', { token: a });
  },
  'participant-invalid': async (api) => {
    const [couple, other] = [await joinedCouple(api.url), await joinedCouple(api.url)];
    return send(couple.session, 'GET', { token: other.a });
  },
  unauthorized: (api) => send(`${sessions(api)}/${NOBODY}`, 'GET'),
  'idempotency-key-invalid': (api) => send(sessions(api), 'POST', { json: {}, headers: { 'Idempotency-Key': 'short' } }), // prettier-ignore
  'idempotency-key-reused': async (api) => {
    const { session, a } = await joinedCouple(api.url);
    const headers = { 'Idempotency-Key': randomUUID() };
    const share = (days: number) => send(`${session}/shares`, 'POST', { token: a, headers, json: { expires_in_days: days } }); // prettier-ignore
    await share(1)('ko');
    return share(2);
  },
  'idempotency-in-flight': idempotencyInFlight,
  validation: (api) =>
    send(sessions(api), 'POST', {
      json: { participants: [{ role: 'A', nickname: '', email: 'no' }], k_threshold: 0, 'sur/prise': true },
    }),
  internal: internalError,
  'form-expired': (api) =>
    send(`${api.url}/invite`, 'POST', {
      body: 'link=hunter-4711',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    }),
};

/** The first request waits for a row that somebody else has locked; meanwhile the second one comes. */
async function idempotencyInFlight(api: RunningApi): Promise<Ask> {
  const { session, id, a } = await joinedCouple(api.url);
  const share = send(`${session}/shares`, 'POST', { token: a, headers: { 'Idempotency-Key': randomUUID() } });
  return async (language) => {
    const runner = api.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query('SELECT FROM couple_session WHERE id = $1 FOR UPDATE', [id]);
    const first = share(language);
    try {
      await eventually(async () => {
        // A transaction sees the activity as it was when it first looked.
        await runner.query('SELECT pg_stat_clear_snapshot()');
        const waiting = (await runner.query(
          "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )) as unknown[];
        return waiting.length > 0;
      });
      return await share(language);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
      await first;
    }
  };
}

/** The database refuses the last write of the use case. */
async function internalError(api: RunningApi): Promise<Ask> {
  const { session, a } = await joinedCouple(api.url);
  const share = send(`${session}/shares`, 'POST', { token: a });
  return async (language) => {
    await api.dataSource.query(`CREATE FUNCTION refuse_share() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'injected: secret hunter-4711'; END $$`);
    await api.dataSource.query(
      'CREATE TRIGGER refuse_share BEFORE INSERT ON couple_share EXECUTE FUNCTION refuse_share()',
    );
    try {
      return await share(language);
    } finally {
      await api.dataSource.query('DROP FUNCTION refuse_share CASCADE');
    }
  };
}

/** How problems that are nobody's own (`about:blank`) are provoked, by status. */
export const GENERIC_CASES: Readonly<Record<string, ProblemCase>> = {
  400: (api) => send(sessions(api), 'POST', { body: '{' }),
  405: (api) => send(sessions(api), 'DELETE'),
  404: (api) => send(`${api.url}/nothing?secret=hunter-4711`, 'GET'),
  413: (api) => send(sessions(api), 'POST', { body: `"${'x'.repeat(200_000)}"` }),
  // Express hands a body of another media type on as none; see wiring.spec.ts.
  '415 on fastify': (api) => send(sessions(api), 'POST', { body: 'a=b', headers: { 'Content-Type': 'text/csv' } }), // prettier-ignore
  503: databaseIsAway,
};

/** The server of the database takes no connection to it for a moment. */
async function databaseIsAway(api: RunningApi): Promise<Ask> {
  const [row] = await api.dataSource.query<{ name: string }[]>('SELECT current_database() AS name');
  const name = row?.name ?? '';
  const ask = send(`${api.url}/readyz`, 'GET');
  return async (language) => {
    await using server = await connect();
    await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    try {
      await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
      return await eventually(async () => {
        const response = await ask(language);
        return response.status === 503 && response;
      });
    } finally {
      await server.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
      await eventually(async () => (await ask(language)).ok);
    }
  };
}

async function connect(): Promise<AsyncDisposable & Pick<Client, 'query'>> {
  const client = new Client(process.env['TEST_DATABASE_URL']);
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}

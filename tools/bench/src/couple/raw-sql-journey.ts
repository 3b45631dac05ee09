import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  canonicalBytes,
  computeOutputs,
  sealPacket,
  type Answer,
  type AnswerSets,
} from '@couplekit/couple-core';
import { Pool, type PoolClient } from 'pg';
import type { Contender } from '../contest.js';
import { journeyAnswers } from './journey-answers.js';

type Body = (client: PoolClient) => Promise<void>;

/**
 * The same journey as someone would write it by hand on `pg`, for these tables: the same rows, transactions, hash chain
 * and sealed packet, without a framework, an error audit or any check that the happy path does not need.
 */
export function rawSqlJourney(url: string): Contender & AsyncDisposable {
  const pool = new Pool({ connectionString: url, max: 1 });
  return {
    name: 'hand-written SQL',
    run: async (count) => {
      for (let seed = 0; seed < count; seed++) await journey(pool, seed);
    },
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

async function journey(pool: Pool, seed: number): Promise<void> {
  const id = randomUUID();
  const inviteHash = sha256(randomBytes(32).toString('base64url'));
  await inTransaction(pool, (client) => create(client, id, inviteHash));
  await inTransaction(pool, (client) => accept(client, id, inviteHash));
  for (const role of ['A', 'B'] as const) {
    const self = journeyAnswers(seed + (role === 'A' ? 0 : 1));
    const guess = journeyAnswers(seed + (role === 'A' ? 2 : 3));
    await inTransaction(pool, (client) => upsert(client, { id, role, self, guess }));
  }
  await inTransaction(pool, (client) => compute(client, id));
  const { rows } = await pool.query(
    "SELECT convert_from(bytes, 'UTF8') AS text, packet_sha256, created_at FROM couple_decision_packet WHERE session_id = $1",
    [id],
  );
  JSON.parse(rows[0].text);
}

async function inTransaction(pool: Pool, body: Body): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await body(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}

async function create(client: PoolClient, id: string, inviteHash: Buffer): Promise<void> {
  await client.query(
    "INSERT INTO couple_session (id, k_threshold, expires_at) VALUES ($1, 3, now() + interval '365 days')",
    [id],
  );
  await client.query("INSERT INTO couple_participant (session_id, role, nickname) VALUES ($1, 'A', '하나')", [
    id,
  ]);
  await insertToken(client, id, 'A');
  await client.query(
    "INSERT INTO couple_partner_invite (token_sha256, session_id, expires_at) VALUES ($1, $2, now() + interval '14 days')",
    [inviteHash, id],
  );
  const first = link(id, 1, sha256(id), 'session.created');
  await client.query('INSERT INTO couple_audit_chain (chain, last_seq, last_hash) VALUES ($1, 1, $2)', [
    id,
    first.hash,
  ]);
  await insertEvent(client, id, first);
}

async function accept(client: PoolClient, id: string, inviteHash: Buffer): Promise<void> {
  await client.query(
    'UPDATE couple_partner_invite SET used_at = now() WHERE token_sha256 = $1 AND used_at IS NULL AND expires_at > now() RETURNING session_id',
    [inviteHash],
  );
  await client.query("INSERT INTO couple_participant (session_id, role, nickname) VALUES ($1, 'B', '두리')", [
    id,
  ]);
  await insertToken(client, id, 'B');
  await append(client, id, 'invite.accepted');
}

interface Upsert {
  readonly id: string;
  readonly role: 'A' | 'B';
  readonly self: readonly Answer[];
  readonly guess: readonly Answer[];
}

async function upsert(client: PoolClient, { id, role, self, guess }: Upsert): Promise<void> {
  await client.query('SELECT * FROM couple_session WHERE id = $1 FOR UPDATE', [id]);
  await client.query(
    `INSERT INTO couple_responses (session_id, role, self_answers, guess_answers) VALUES ($1, $2, $3, $4)
     ON CONFLICT (session_id, role) DO UPDATE SET self_answers = excluded.self_answers, guess_answers = excluded.guess_answers`,
    [id, role, JSON.stringify(asRecord(self)), JSON.stringify(asRecord(guess))],
  );
  const [selfFlag, guessFlag] = role === 'A' ? ['a_self', 'a_guess'] : ['b_self', 'b_guess'];
  await client.query(
    `UPDATE couple_session SET stage = 2, ${selfFlag}_completed = true, ${guessFlag}_completed = true, updated_at = now() WHERE id = $1`,
    [id],
  );
  await append(client, id, 'responses.upserted');
}

async function compute(client: PoolClient, id: string): Promise<void> {
  await client.query('SELECT * FROM couple_session WHERE id = $1 FOR UPDATE', [id]);
  const { rows } = await client.query('SELECT * FROM couple_responses WHERE session_id = $1 ORDER BY role', [
    id,
  ]);
  const [a, b] = rows;
  const answers = { a_self: a.self_answers, a_guess: a.guess_answers, b_self: b.self_answers, b_guess: b.guess_answers } as AnswerSets; // prettier-ignore
  const { bytes, digest, packet } = sealPacket({
    inputs: { answers, k_state: { threshold: 3, current: 0, visible: false }, stage1_snapshot: null },
    outputs: computeOutputs(answers),
    code_ref: 'bench',
  });
  await client.query(
    'INSERT INTO couple_decision_packet (session_id, packet_sha256, bytes, code_ref, model_id) VALUES ($1, $2, $3, $4, $5)',
    [id, digest, bytes, 'bench', packet.model_id],
  );
  await client.query(
    'UPDATE couple_session SET stage = 3, stage3_completed = true, updated_at = now() WHERE id = $1',
    [id],
  );
  await append(client, id, 'result.computed');
}

async function insertToken(client: PoolClient, id: string, role: string): Promise<void> {
  await client.query(
    "INSERT INTO couple_access_token (token_sha256, session_id, role, expires_at) VALUES ($1, $2, $3, now() + interval '180 days')",
    [sha256(randomBytes(32).toString('base64url')), id, role],
  );
}

async function append(client: PoolClient, id: string, type: string): Promise<void> {
  const { rows } = await client.query(
    'SELECT last_seq, last_hash FROM couple_audit_chain WHERE chain = $1 FOR UPDATE',
    [id],
  );
  const event = link(id, rows[0].last_seq + 1, rows[0].last_hash, type);
  await insertEvent(client, id, event);
  await client.query('UPDATE couple_audit_chain SET last_seq = $2, last_hash = $3 WHERE chain = $1', [
    id,
    event.seq,
    event.hash,
  ]);
}

interface Linked {
  readonly seq: number;
  readonly prev: Buffer;
  readonly hash: Buffer;
  readonly bytes: Buffer;
  readonly salt: Buffer;
  readonly facts: Buffer;
  readonly type: string;
}

function link(chain: string, seq: number, prev: Buffer, type: string): Linked {
  const at = new Date().toISOString();
  const salt = randomBytes(32);
  const facts = canonicalBytes({ seq });
  const payload = sha256(Buffer.concat([salt, facts])).toString('hex');
  const bytes = canonicalBytes({ chain, seq, prev: prev.toString('hex'), type, payload, actor: 'x', request_id: null, code_ref: 'bench', at }); // prettier-ignore
  return { seq, prev, bytes, salt, facts, type, hash: sha256(bytes) };
}

async function insertEvent(
  client: PoolClient,
  id: string,
  { seq, prev, hash, bytes, salt, facts, type }: Linked,
): Promise<void> {
  await client.query(
    `INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes, salt, facts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [id, seq, prev, hash, type, bytes, salt, facts],
  );
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

const asRecord = (answers: readonly Answer[]) =>
  Object.fromEntries(answers.map(({ code, value }) => [code, value]));

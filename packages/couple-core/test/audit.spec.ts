import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLS_ID, ClsService } from 'nestjs-cls';
import { QuestionInvalidError } from '../src/index.js';
import {
  answers,
  auditEvents,
  coupleContext,
  joinedCouple,
  visitor,
  type CoupleContext,
} from './couple-context.js';

const SYSTEM_CHAIN = '00000000-0000-0000-0000-000000000000';

describe('the audit chain', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  it('links every event to the one before it, from the hash of the chain id on', async () => {
    const { id, a } = await joinedCouple(context);
    await context.couples.upsertResponses(a, id, answers(1));
    const rows = await context.dataSource.query<{ prev_hash: Buffer; hash: Buffer; bytes: Buffer }[]>(
      'SELECT prev_hash, hash, bytes FROM couple_audit_event WHERE chain = $1 ORDER BY seq',
      [id],
    );
    let previous: Buffer = createHash('sha256').update(id).digest();
    for (const { prev_hash, hash, bytes } of rows) {
      expect(prev_hash).toEqual(previous);
      expect(JSON.parse(bytes.toString())).toMatchObject({ chain: id, prev: previous.toString('hex') });
      expect(hash).toEqual(createHash('sha256').update(bytes).digest());
      previous = hash;
    }
    expect(rows).toHaveLength(3);
  });

  it('never forks under fifty simultaneous writes of one session', async () => {
    const { id, a, b } = await joinedCouple(context);
    await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        context.couples.upsertResponses(n % 2 ? a : b, id, answers(n % 5)),
      ),
    );
    const [chain] = await context.dataSource.query<
      { events: string; seqs: string; parents: string; last: number }[]
    >(
      `SELECT count(*) AS events, count(DISTINCT e.seq) AS seqs, count(DISTINCT prev_hash) AS parents, max(e.seq) AS last
       FROM couple_audit_event e WHERE chain = $1`,
      [id],
    );
    expect(chain).toEqual({
      events: `${chain?.last}`,
      seqs: `${chain?.last}`,
      parents: `${chain?.last}`,
      last: chain?.last,
    });
    expect(Number(chain?.last)).toBeGreaterThan(10);
  });

  it.each([
    'UPDATE couple_audit_event SET type = type',
    'DELETE FROM couple_audit_event',
    'TRUNCATE couple_audit_event',
    'DELETE FROM couple_audit_chain',
    'TRUNCATE couple_audit_checkpoint CASCADE',
    'UPDATE couple_audit_checkpoint SET seq = seq',
    'DELETE FROM couple_audit_checkpoint',
    'UPDATE couple_audit_checkpoint_head SET seq = seq',
    'DELETE FROM couple_audit_checkpoint_head',
  ])('refuses %s in the database itself', async (statement) => {
    await joinedCouple(context);
    await expect(context.dataSource.query(statement)).rejects.toThrow(/keeps what it was given/);
  });

  it.each([
    ['a hash that is not of the bytes', 'couple_audit_event_hash', "sha256('b'), sha256('c')"],
    ['a second event after the same one', 'couple_audit_event_prev_hash', "prev_hash, sha256('c')"],
  ])('refuses %s in the database itself', async (_, constraint, hashes) => {
    const { id } = await joinedCouple(context);
    const bytes = constraint === 'couple_audit_event_hash' ? 'other' : 'c';
    const forged = context.dataSource.query(
      `INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes)
       SELECT chain, 99, ${hashes}, 'x', '${bytes}' FROM couple_audit_event WHERE chain = $1 AND seq = 1`,
      [id],
    );
    await expect(forged).rejects.toMatchObject({ constraint });
  });

  it('refuses an UPDATE of a sealed packet, and bytes that do not match their digest', async () => {
    await expect(
      context.dataSource.query('UPDATE couple_decision_packet SET code_ref = $1', ['x']),
    ).rejects.toThrow(/keeps what it was given/);
    const { id } = await joinedCouple(context);
    await expect(
      context.dataSource.query("INSERT INTO couple_decision_packet VALUES ($1, sha256('a'), 'b', 'x', 'y')", [
        id,
      ]),
    ).rejects.toThrow(/couple_decision_packet_digest/);
  });

  it('keeps error.<slug> of a failed unit of work, with its request id, although the work is gone', async () => {
    const { id, a } = await joinedCouple(context);
    const cls = context.app.get(ClsService);
    const failing = cls.run(() => {
      cls.set(CLS_ID, 'request-7');
      return context.couples.upsertResponses(a, id, {
        ...answers(1),
        selfAnswers: [{ code: 'XX', value: 1 }],
      });
    });
    await expect(failing).rejects.toThrow(QuestionInvalidError);
    expect((await auditEvents(context.dataSource, id)).at(-1)).toMatchObject({
      type: 'error.question-invalid',
      request_id: 'request-7',
      actor: 'participant:A',
      facts: { use_case: 'responses.upsert' },
      code_ref: 'test-build',
    });
  });

  it('records a failure without a session in the system chain', async () => {
    await expect(context.invites.acceptInvite('unknown', undefined)).rejects.toThrow();
    expect((await auditEvents(context.dataSource, SYSTEM_CHAIN)).at(-1)).toMatchObject({
      type: 'error.invite-not-found',
      actor: 'visitor',
    });
  });

  it('records simultaneous failures one after the other', async () => {
    const before = (await auditEvents(context.dataSource, SYSTEM_CHAIN)).length;
    await Promise.allSettled(
      Array.from({ length: 30 }, () => context.invites.acceptInvite('unknown', undefined)),
    );
    expect(await auditEvents(context.dataSource, SYSTEM_CHAIN)).toHaveLength(before + 30);
  });

  it('holds no nickname, answer or token', async () => {
    const { session, accessToken, inviteToken } = await context.couples.createSession(visitor, {
      participants: [{ role: 'A', nickname: '비밀별명', email: 'secret@example.com' }],
    });
    const text = JSON.stringify(await auditEvents(context.dataSource, session.id));
    for (const secret of ['비밀별명', 'secret@example.com', accessToken, inviteToken])
      expect(text).not.toContain(secret);
  });

  it('uses a salt for one event only', async () => {
    const { id, a } = await joinedCouple(context);
    await context.couples.upsertResponses(a, id, answers(1));
    const [salts] = await context.dataSource.query<{ all: number; distinct: number }[]>(
      `SELECT count(salt)::int AS all, count(DISTINCT salt)::int AS distinct FROM couple_audit_event`,
    );
    expect(salts?.all).toBeGreaterThan(2);
    expect(salts?.distinct).toBe(salts?.all);
  });

  it('cannot deadlock a pool of one', async () => {
    await using small = await coupleContext({ poolSize: 1 });
    const { id, a } = await joinedCouple(small);
    const failures = await Promise.allSettled(
      Array.from({ length: 10 }, () => small.couples.computeResult(a, id)),
    );
    expect(failures.every(({ status }) => status === 'rejected')).toBe(true);
    const types = (await auditEvents(small.dataSource, id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'error.stage-incomplete')).toHaveLength(10);
  });
});

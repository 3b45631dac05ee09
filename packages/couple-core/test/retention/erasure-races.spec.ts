import { provenChains } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CoupleError, ErasureService, RaterService, SCALES, type Actor } from '../../src/index.js';
import { answers, auditEvents, coupleContext, visitor, type CoupleContext } from '../couple-context.js';

const rating = { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 3 })) } as const;
const ROUNDS = 8;

describe('erasing a session beside twenty others', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  /** A session that its partner has not joined yet, with a link for raters. */
  async function openSession() {
    const { couples, app } = context;
    const { session, inviteToken } = await couples.createSession(visitor, {
      participants: [{ role: 'A', nickname: '하나' }],
    });
    const a: Actor = { kind: 'participant', sessionId: session.id, role: 'A' };
    const { raterToken } = await app.get(RaterService).issueRaterInvite(a, session.id, { maxRaters: 50 });
    return { id: session.id, a, inviteToken, raterToken };
  }

  /** Tables that still have a row of the session. */
  async function tablesOf(id: string): Promise<readonly string[]> {
    const columns = await context.dataSource.query<{ table: string; column: string }[]>(
      `SELECT table_name AS table, column_name AS column FROM information_schema.columns
       WHERE table_name LIKE 'couple\\_%' AND data_type = 'uuid'`,
    );
    const tables = new Set<string>();
    for (const { table, column } of columns) {
      const rows = await context.dataSource.query<unknown[]>(
        `SELECT 1 FROM ${table} WHERE "${column}" = $1 LIMIT 1`,
        [id],
      );
      if (rows.length > 0) tables.add(table);
    }
    return [...tables].toSorted();
  }

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))(
    'lets each of them win or lose with a domain error, and nothing comes back (round %d)',
    async (round) => {
      const { couples, invites, app } = context;
      const { id, a, inviteToken, raterToken } = await openSession();
      const b: Actor = { kind: 'participant', sessionId: id, role: 'B' };
      const others = [0, 1, 2, 3, 4].flatMap((n): (() => Promise<unknown>)[] => [
        () => invites.acceptInvite(inviteToken, '두리'),
        () => app.get(RaterService).recordRating(raterToken, rating),
        () => couples.upsertResponses(n % 2 ? a : b, id, answers(n)),
        () => couples.computeResult(a, id),
      ]);
      const erase = () => app.get(ErasureService).eraseSession(a, id);
      const work = others.toSpliced(round * 2, 0, erase).map((start) => start());
      const results = await Promise.allSettled(work);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(CoupleError);
      expect(results[round * 2]?.status).toBe('fulfilled');
      expect(await tablesOf(id)).toEqual(['couple_audit_chain', 'couple_audit_event']);
      await provenChains(context.dataSource, [id]);
      const types = (await auditEvents(context.dataSource, id)).map(({ type }) => type);
      const late = types.slice(types.indexOf('session.erased') + 1);
      expect(late.filter((type) => !String(type).startsWith('error.'))).toEqual([]);
      expect(types.filter((type) => type === 'error.internal')).toEqual([]);
    },
  );

  it('gives both partners and an operator at once the same receipt', async () => {
    const { id, a } = await openSession();
    const actors: readonly Actor[] = [
      a,
      { kind: 'operator' },
      { kind: 'participant', sessionId: id, role: 'B' },
    ];
    const receipts = await Promise.all(
      actors.map((actor) => context.app.get(ErasureService).eraseSession(actor, id)),
    );
    expect(new Set(receipts.map(({ audit }) => audit.hash)).size).toBe(1);
    const types = (await auditEvents(context.dataSource, id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'session.erased')).toHaveLength(1);
  });
});

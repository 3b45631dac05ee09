import { provenChains } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CoupleError,
  ErasureService,
  ParticipantInvalidError,
  RaterService,
  RetentionSweeper,
  SCALES,
  SessionNotFoundError,
  ShareService,
  type Actor,
} from '../../src/index.js';
import { answers, auditEvents, coupleContext, visitor, type CoupleContext } from '../couple-context.js';

const operator: Actor = { kind: 'operator' };
const rating = { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 3 })) } as const;

/** A couple that has left something in every table. */
async function fullSession(context: CoupleContext) {
  const { couples, invites, app } = context;
  const created = await couples.createSession(visitor, {
    participants: [{ role: 'A', nickname: '비밀별명', email: 'secret@example.com' }],
    kThreshold: 1,
  });
  const id = created.session.id;
  const accepted = await invites.acceptInvite(created.inviteToken, '또다른별명');
  const a = { kind: 'participant', sessionId: id, role: 'A' } as const;
  const b = { kind: 'participant', sessionId: id, role: 'B' } as const;
  const { raterToken } = await app.get(RaterService).issueRaterInvite(a, id, {});
  const { raterKey } = await app.get(RaterService).recordRating(raterToken, rating);
  const { shareToken } = await app.get(ShareService).createShare(a, id);
  for (const partner of [a, b]) await couples.upsertResponses(partner, id, answers(2));
  await couples.computeResult(a, id);
  const secrets = ['비밀별명', '또다른별명', 'secret@example.com', created.accessToken, accepted.accessToken];
  return { id, a, b, raterToken, secrets, tokens: [raterKey, shareToken, ...secrets.slice(3)] };
}

/** Every couple table with every row as text. */
async function everything({ dataSource }: CoupleContext): Promise<ReadonlyMap<string, string>> {
  const tables = await dataSource.query<{ name: string }[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_name LIKE 'couple_%'",
  );
  const dump = new Map<string, string>();
  for (const { name } of tables) {
    const rows = await dataSource.query<{ row: string }[]>(`SELECT t::text AS row FROM ${name} t`);
    dump.set(name, rows.map(({ row }) => row).join('\n'));
  }
  return dump;
}

describe('erasing a session', () => {
  let context: CoupleContext;
  let erasure: ErasureService;
  beforeAll(async () => {
    context = await coupleContext();
    erasure = context.app.get(ErasureService);
  });
  afterAll(() => context[Symbol.asyncDispose]());

  it('leaves nothing but the audit chain, which still proves, and a receipt', async () => {
    const { id, a, secrets } = await fullSession(context);
    const before = await everything(context);
    expect([...before].filter(([, rows]) => rows.includes(id)).length).toBeGreaterThan(10);
    const receipt = await erasure.eraseSession(a, id);
    const after = await everything(context);
    const left = [...after].filter(([, rows]) => rows.includes(id)).map(([table]) => table);
    expect(left.toSorted()).toEqual(['couple_audit_chain', 'couple_audit_event']);
    const text = [...after.values()].join('\n');
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(receipt).toMatchObject({
      sessionId: id,
      reason: 'requested',
      removed: {
        sessions: 1,
        participants: 2,
        responses: 2,
        ratings: 1,
        decision_packets: 1,
        shares: 1,
        access_tokens: 2,
      },
    });
    await provenChains(context.dataSource, [id]);
    const events = await auditEvents(context.dataSource, id);
    expect(events.filter(({ facts }) => facts !== null)).toEqual([events.at(-1)]);
    expect(events.at(-1)).toMatchObject({ type: 'session.erased', seq: receipt.audit.seq });
    expect(await erasure.eraseSession(operator, id)).toEqual(receipt);
  });

  it('is for its partners and operators only', async () => {
    const { id } = await fullSession(context);
    const stranger = { kind: 'participant', sessionId: '00000000-0000-4000-8000-000000000000', role: 'A' } as const; // prettier-ignore
    for (const actor of [visitor, { kind: 'service' } as const, stranger])
      await expect(erasure.eraseSession(actor, id)).rejects.toThrow(ParticipantInvalidError);
    await expect(erasure.eraseSession(operator, stranger.sessionId)).rejects.toThrow(SessionNotFoundError);
  });

  it('beside twenty other writers leaves nothing half done, and nothing comes back', async () => {
    const { id, a, b, raterToken } = await fullSession(context);
    const writers = Array.from({ length: 20 }, (_, n) =>
      [
        () => context.couples.upsertResponses(n % 2 ? a : b, id, answers(n % 5)),
        () => context.app.get(RaterService).recordRating(raterToken, rating),
        () => context.couples.computeResult(b, id),
        () => context.app.get(ShareService).createShare(a, id),
      ][n % 4]?.(),
    );
    const results = await Promise.allSettled([...writers, erasure.eraseSession(b, id)]);
    expect(results.at(-1)?.status).toBe('fulfilled');
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(CoupleError);
    const left = [...(await everything(context))]
      .filter(([, rows]) => rows.includes(id))
      .map(([table]) => table);
    expect(left.toSorted()).toEqual(['couple_audit_chain', 'couple_audit_event']);
    await provenChains(context.dataSource, [id]);
  });
});

describe('what has expired', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());
  const expire = (ids: readonly string[]) =>
    context.dataSource.query("UPDATE couple_session SET expires_at = now() - interval '1 s' WHERE id = ANY ($1)", [ids]); // prettier-ignore

  it('is refused even before it is swept', async () => {
    const { id, a } = await fullSession(context);
    await expire([id]);
    await expect(context.couples.getSession(a, id)).rejects.toThrow(SessionNotFoundError);
    await expect(context.couples.computeResult(a, id)).rejects.toThrow(SessionNotFoundError);
  });

  it('is erased once, however many instances sweep', async () => {
    const sessions = await Promise.all(Array.from({ length: 6 }, () => fullSession(context)));
    await context.app.get(RetentionSweeper).sweep();
    await expire(sessions.slice(1).map(({ id }) => id));
    const sweepers = await Promise.all([1, 2, 3].map(() => context.app.get(RetentionSweeper).sweep()));
    expect(sweepers.reduce((sum, counts) => sum + counts.sessions, 0)).toBe(5);
    for (const { id } of sessions.slice(1)) {
      const erased = (await auditEvents(context.dataSource, id)).filter(
        ({ type }) => type === 'session.erased',
      );
      expect(erased).toMatchObject([{ actor: 'system', facts: { reason: 'expired' } }]);
    }
    const [kept] = sessions;
    expect(await context.couples.getSession(operator, kept?.id ?? '')).toMatchObject({ stage: 3 });
  });

  it('does not keep the rest when one session cannot be erased', async () => {
    const [stuck, other] = [await fullSession(context), await fullSession(context)];
    await context.dataSource.query(`CREATE FUNCTION stick() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'stuck'; END $$`);
    await context.dataSource.query(
      `CREATE TRIGGER stick BEFORE DELETE ON couple_session FOR EACH ROW WHEN (OLD.id = '${stuck.id}') EXECUTE FUNCTION stick()`,
    );
    await expire([stuck.id, other.id]);
    expect(await context.app.get(RetentionSweeper).sweep()).toMatchObject({ sessions: 1, failed: 1 });
    await context.dataSource.query('DROP FUNCTION stick CASCADE');
    expect(await context.app.get(RetentionSweeper).sweep()).toMatchObject({ sessions: 1, failed: 0 });
  });

  it('of tokens, shares and remembered answers is removed in batches', async () => {
    const { id } = await fullSession(context);
    await context.dataSource.query(
      `INSERT INTO couple_access_token SELECT sha256(n::text::bytea), $1, 'A', now() - interval '1 s' FROM generate_series(1, 2500) n`,
      [id],
    );
    await context.dataSource.query('UPDATE couple_share SET revoked_at = now() WHERE session_id = $1', [id]);
    expect(await context.app.get(RetentionSweeper).sweep()).toMatchObject({ leftovers: 2_501 });
    expect(await context.app.get(RetentionSweeper).sweep()).toMatchObject({ leftovers: 0 });
  });
});

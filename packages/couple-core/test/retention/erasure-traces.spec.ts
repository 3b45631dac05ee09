import { createHash } from 'node:crypto';
import { provenChains } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureService, RaterService, SCALES, ShareService } from '../../src/index.js';
import { answers, coupleContext, visitor, type CoupleContext } from '../couple-context.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const rating = { relation: 'friend', answers: SCALES.map((code) => ({ code, value: 3 })) } as const;

/** Every value of every column of every couple table, binary ones as the bytes that they are. */
async function everyValue({ dataSource }: CoupleContext): Promise<readonly (readonly [string, Buffer])[]> {
  const columns = await dataSource.query<{ table: string; column: string }[]>(
    `SELECT table_name AS table, column_name AS column FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name LIKE 'couple\\_%'`,
  );
  const values: [string, Buffer][] = [];
  for (const { table, column } of columns) {
    const rows = await dataSource.query<{ value: unknown }[]>(`SELECT "${column}" AS value FROM ${table}`);
    for (const { value } of rows) {
      const bytes = Buffer.isBuffer(value) ? value : Buffer.from(JSON.stringify(value));
      values.push([`${table}.${column}`, bytes]);
    }
  }
  return values;
}

const placesOf = (needle: Buffer, values: Awaited<ReturnType<typeof everyValue>>) => [
  ...new Set(values.filter(([, bytes]) => bytes.includes(needle)).map(([place]) => place)),
];

describe('an erased session', () => {
  let context: CoupleContext;
  beforeAll(async () => void (context = await coupleContext()));
  afterAll(() => context[Symbol.asyncDispose]());

  it('is in no column any more: names, e-mail, tokens, answers, ratings, results', async () => {
    const { couples, invites, app } = context;
    const created = await couples.createSession(visitor, {
      participants: [{ role: 'A', nickname: '비밀별명', email: 'secret@example.com' }],
      kThreshold: 1,
    });
    const { id } = created.session;
    const accepted = await invites.acceptInvite(created.inviteToken, '또다른별명');
    const a = { kind: 'participant', sessionId: id, role: 'A' } as const;
    const b = { kind: 'participant', sessionId: id, role: 'B' } as const;
    const { raterToken } = await app.get(RaterService).issueRaterInvite(a, id, {});
    const { raterKey } = await app.get(RaterService).recordRating(raterToken, rating);
    const { shareToken } = await app.get(ShareService).createShare(a, id);
    for (const partner of [a, b]) await couples.upsertResponses(partner, id, answers(2));
    const result = await couples.computeResult(a, id);

    const { accessToken, inviteToken } = created;
    const tokens = [accessToken, accepted.accessToken, inviteToken, raterToken, raterKey, shareToken];
    const needles: readonly (readonly [string, Buffer])[] = [
      ['a name', Buffer.from('비밀별명')],
      ['the partner’s name', Buffer.from('또다른별명')],
      ['the address', Buffer.from('secret@example.com')],
      ...tokens.map((token, n) => [`the hash of token ${n}`, sha256(token)] as const),
      ['answers', Buffer.from('"SF1":2')],
      ['the packet', Buffer.from(result.packet.sha256, 'hex')],
      ['facts', Buffer.from('"packet_sha256"')],
    ];
    const before = await everyValue(context);
    for (const [what, needle] of needles) expect(placesOf(needle, before), what).not.toEqual([]);
    for (const token of tokens) expect(placesOf(Buffer.from(token), before)).toEqual([]);

    const receipt = await app.get(ErasureService).eraseSession(b, id);
    const after = await everyValue(context);
    for (const [what, needle] of needles) expect(placesOf(needle, after), what).toEqual([]);
    expect(placesOf(Buffer.from(id), after)).toEqual(
      expect.arrayContaining(['couple_audit_chain.chain', 'couple_audit_event.chain']),
    );

    const events = (await provenChains(context.dataSource, [id])).get(id) ?? [];
    expect(events.length).toBe(receipt.audit.seq);
    expect(events.at(-1)).toMatchObject({
      type: 'session.erased',
      actor: 'participant:B',
      facts: { reason: 'requested', removed: receipt.removed },
    });
    const [row] = await context.dataSource.query<{ hash: Buffer }[]>(
      'SELECT hash FROM couple_audit_event WHERE chain = $1 AND seq = $2',
      [id, receipt.audit.seq],
    );
    expect(row?.hash.toString('hex')).toBe(receipt.audit.hash);
  });
});

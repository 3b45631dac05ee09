import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { auditEvents, coupleContext, joinedCouple, type CoupleContext } from '../couple-context.js';

const REFUSED = /couple_audit_event keeps what it was given/;
const FORGET = 'UPDATE couple_audit_event SET salt = NULL, facts = NULL';

describe('an audit event', () => {
  let context: CoupleContext;
  let id: string;
  beforeAll(async () => void (context = await coupleContext()));
  beforeEach(async () => void ({ id } = await joinedCouple(context)));
  afterAll(() => context[Symbol.asyncDispose]());

  /** What a transaction may do that says it is erasing. */
  const erasing = (sql: string) =>
    context.dataSource.transaction(async (manager) => {
      await manager.query("SELECT set_config('couplekit.erasing', 'on', true)");
      await manager.query(sql);
    });
  const facts = async () => (await auditEvents(context.dataSource, id)).map((event) => event['facts']);

  it('loses its salt and its facts in a transaction that is erasing, and nothing else', async () => {
    const before = await auditEvents(context.dataSource, id);
    await erasing(`${FORGET} WHERE chain = '${id}'`);
    const after = await auditEvents(context.dataSource, id);
    expect(after).toEqual(before.map((event) => ({ ...event, facts: null })));
    await erasing(`${FORGET} WHERE chain = '${id}'`);
  });

  it('keeps its facts in every other transaction, also on the connection that has erased', async () => {
    const runner = context.dataSource.createQueryRunner();
    await runner.startTransaction();
    await runner.query("SELECT set_config('couplekit.erasing', 'on', true)");
    await runner.query(`${FORGET} WHERE chain = '${id}' AND seq = 1`);
    await runner.commitTransaction();
    await expect(runner.query(`${FORGET} WHERE chain = '${id}'`)).rejects.toThrow(REFUSED);
    await runner.release();
    expect(await facts()).toEqual([null, expect.anything()]);
  });

  it.each([
    "type = 'x'",
    "bytes = 'x', hash = sha256('x')",
    "hash = sha256('x')",
    "prev_hash = sha256('x')",
    'seq = seq + 100',
    'chain = gen_random_uuid()',
    "recorded_at = recorded_at + interval '1 s'",
  ])('keeps its other columns while it is erased: %s', async (change) => {
    const statement = `UPDATE couple_audit_event SET ${change}`;
    for (const erasure of ['', ', salt = NULL, facts = NULL'])
      await expect(erasing(`${statement}${erasure} WHERE chain = '${id}'`)).rejects.toThrow(REFUSED);
    expect(await facts()).not.toContain(null);
  });

  it.each([
    "facts = '{}'",
    "salt = sha256('x')",
    "salt = sha256('x'), facts = '{}'",
    'salt = NULL',
    'facts = NULL',
    "salt = NULL, facts = '{}'",
    'type = type',
  ])('has its facts erased whole, or not touched: %s', async (change) => {
    await expect(erasing(`UPDATE couple_audit_event SET ${change} WHERE chain = '${id}'`)).rejects.toThrow(REFUSED); // prettier-ignore
    expect(await facts()).not.toContain(null);
  });

  it('never gets facts again', async () => {
    await erasing(`${FORGET} WHERE chain = '${id}'`);
    const restore = `UPDATE couple_audit_event SET salt = sha256('x'), facts = '{}' WHERE chain = '${id}'`;
    await expect(erasing(restore)).rejects.toThrow(REFUSED);
    await expect(context.dataSource.query(restore)).rejects.toThrow(REFUSED);
    expect(await facts()).toEqual([null, null]);
  });

  it.each([
    'DELETE FROM couple_audit_event',
    'TRUNCATE couple_audit_event',
    'TRUNCATE couple_audit_chain CASCADE',
    `INSERT INTO couple_audit_event SELECT * FROM couple_audit_event
      ON CONFLICT (chain, seq) DO UPDATE SET facts = '{}'`,
    `MERGE INTO couple_audit_event e USING couple_audit_event o ON e.chain = o.chain AND e.seq = o.seq
      WHEN MATCHED THEN DELETE`,
  ])('stays while it is erased: %s', async (statement) => {
    await expect(erasing(statement)).rejects.toThrow(/keeps what it was given/);
  });

  it.each([
    ['a salt of 31 bytes', "substring(sha256('x') FROM 2)", "'{}'"],
    ['facts without a salt', 'NULL', "'{}'"],
    ['a salt without facts', "sha256('x')", 'NULL'],
  ])('is refused with %s', async (_, salt, given) => {
    const insert = `INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes, salt, facts)
      VALUES ('${id}', 3, sha256('p'), sha256('b'), 'x', 'b', ${salt}, ${given})`;
    await expect(context.dataSource.query(insert)).rejects.toThrow(/couple_audit_event_salt/);
  });
});

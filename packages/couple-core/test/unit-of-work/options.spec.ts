import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IsolationLevel, Transaction, TransactionOptions } from '../../src/index.js';
import { insert, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

const settings = (transaction: Transaction) =>
  transaction.query(`SELECT current_setting('transaction_isolation') i, current_setting('transaction_read_only') r,
    current_setting('lock_timeout') l, current_setting('statement_timeout') s`);

describe('the options of a unit of work', () => {
  let context: UnitOfWorkContext;
  beforeAll(async () => {
    context = await unitOfWorkContext({ poolSize: 1 });
  });
  afterAll(() => context[Symbol.asyncDispose]());

  it('hold for this transaction only, on the same connection', async () => {
    const options = { isolation: 'SERIALIZABLE', readOnly: true, lockTimeoutMs: 250, statementTimeoutMs: 750 } as const; // prettier-ignore
    expect(await context.unitOfWork.run({ name: 'strict', ...options }, settings)).toEqual([
      { i: 'serializable', r: 'on', l: '250ms', s: '750ms' },
    ]);
    expect(await context.unitOfWork.run({ name: 'plain' }, settings)).toEqual([
      { i: 'read committed', r: 'off', l: '0', s: '0' },
    ]);
  });

  it('make a write fail when it is read-only', async () => {
    const write = context.unitOfWork.run({ name: 'writing', readOnly: true }, (transaction) =>
      insert(transaction, 1),
    );
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });

  it('default to the isolation of the DataSource', async () => {
    await using strict = await unitOfWorkContext({ dataSource: { isolationLevel: 'SERIALIZABLE' } });
    const isolation = (options: Omit<TransactionOptions, 'name'>) =>
      strict.unitOfWork.run({ name: 'x', ...options }, settings).then(([row]) => row?.['i']);
    expect(await isolation({})).toBe('serializable');
    expect(await isolation({ isolation: 'READ COMMITTED' })).toBe('read committed');
  });

  const wrong: readonly (readonly [string, object])[] = [
    ['name', { name: '' }],
    ['isolation', { isolation: 'SERIALIZABLE; DROP TABLE note' as IsolationLevel }],
    ['readOnly', { readOnly: 'yes' }],
    ['lockTimeoutMs', { lockTimeoutMs: 0 }],
    ['statementTimeoutMs', { statementTimeoutMs: 1.5 }],
    ['statementTimeoutMs', { statementTimeoutMs: Infinity }],
    ['answerTimeoutMs', { answerTimeoutMs: 2 ** 31 }],
    ['commitInquiryMs', { commitInquiryMs: -1 }],
    ['retry.attempts', { retry: { attempts: -1 } }],
    ['retry.budgetMs', { retry: { budgetMs: Number.NaN } }],
  ];
  it.each(wrong)('are refused, naming %s, before anything runs: %j', async (option, given) => {
    let ran = false;
    const run = context.unitOfWork.run({ name: 'wrong', ...given }, async () => void (ran = true));
    await expect(run).rejects.toThrow(new RegExp(`^${option.replace('.', '\\.')} `));
    expect(ran).toBe(false);
  });
});

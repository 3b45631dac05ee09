import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { IncompatibleNestingError, RollbackOnlyError } from '../../src/index.js';
import { insert, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

describe('a nested unit of work', () => {
  let context: UnitOfWorkContext;
  const run: UnitOfWorkContext['unitOfWork']['run'] = (...given) => context.unitOfWork.run(...given);
  beforeAll(async () => {
    context = await unitOfWorkContext();
  });
  beforeEach(() => context.query('TRUNCATE note'));
  afterAll(() => context[Symbol.asyncDispose]());

  it('joins, so that both commit or neither', async () => {
    await run({ name: 'outer' }, async (transaction) => {
      await insert(transaction, 1);
      await run({ name: 'inner' }, async (inner) => {
        expect(inner).toBe(transaction);
        await insert(inner, 2);
      });
    });
    expect(await context.stored()).toEqual([1, 2]);
    const failing = run({ name: 'outer' }, async (transaction) => {
      await run({ name: 'inner' }, () => insert(transaction, 3));
      throw new Error('the outer failed');
    });
    await expect(failing).rejects.toThrow('the outer failed');
    expect(await context.stored()).toEqual([1, 2]);
  });

  it('dooms the outer one when it fails, even when its error was swallowed', async () => {
    const outer = run({ name: 'outer' }, async (transaction) => {
      await insert(transaction, 1);
      await run({ name: 'inner' }, () => Promise.reject(new Error('inner failed'))).catch(() => undefined);
    });
    await expect(outer).rejects.toThrow(RollbackOnlyError);
    await expect(outer).rejects.toMatchObject({ cause: { message: 'inner failed' } });
    expect(await context.stored()).toEqual([]);
  });

  it.each([
    ['another isolation', { isolation: 'SERIALIZABLE' }],
    ['a lock timeout of its own', { lockTimeoutMs: 10 }],
    ['a statement timeout of its own', { statementTimeoutMs: 10 }],
  ] as const)('may not ask for %s', async (_, wish) => {
    const outer = run({ name: 'outer' }, () => run({ name: 'inner', ...wish }, () => Promise.resolve()));
    await expect(outer).rejects.toThrow(IncompatibleNestingError);
  });

  it('may ask for the isolation that the transaction has, said or not', async () => {
    const outcome = run({ name: 'outer' }, () =>
      run({ name: 'inner', isolation: 'READ COMMITTED' }, () => Promise.resolve('joined')),
    );
    expect(await outcome).toBe('joined');
    const strict = run({ name: 'outer', isolation: 'SERIALIZABLE' }, () =>
      run({ name: 'inner', isolation: 'SERIALIZABLE' }, () => Promise.resolve('joined')),
    );
    expect(await strict).toBe('joined');
  });

  it('may not write inside a read-only one', async () => {
    const outer = run({ name: 'outer', readOnly: true }, () =>
      run({ name: 'inner' }, () => Promise.resolve()),
    );
    await expect(outer).rejects.toThrow('cannot become writable');
  });
});

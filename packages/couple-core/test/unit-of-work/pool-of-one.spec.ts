import { afterAll, beforeAll, expect, it } from 'vitest';
import { backend, insert, unitOfWorkContext, type UnitOfWorkContext } from './unit-of-work-context.js';

let context: UnitOfWorkContext;
beforeAll(async () => {
  context = await unitOfWorkContext({ poolSize: 1 });
});
afterAll(() => context[Symbol.asyncDispose]());

it('a pool of one serves concurrent, nested, failing and retried units of work without a deadlock', async () => {
  let conflicts = 0;
  const kinds: ((n: number) => Promise<unknown>)[] = [
    (n: number) => context.unitOfWork.run({ name: 'plain' }, (transaction) => insert(transaction, n)),
    (n: number) =>
      context.unitOfWork.run({ name: 'outer' }, () =>
        context.unitOfWork.run({ name: 'inner' }, (transaction) => insert(transaction, n)),
      ),
    (n: number) =>
      context.unitOfWork
        .run({ name: 'failing' }, async (transaction) => {
          transaction.afterRollback(async () => {
            await context.unitOfWork.run({ name: 'record' }, (recording) => insert(recording, n));
          });
          throw new Error('no');
        })
        .catch(() => undefined),
    (n: number) =>
      context.unitOfWork.run({ name: 'conflict' }, async (transaction) => {
        await insert(transaction, n);
        if (conflicts++ % 2 === 0)
          await transaction.query("DO $$ BEGIN RAISE EXCEPTION '' USING ERRCODE = '40001'; END $$");
      }),
  ];
  await Promise.all(Array.from({ length: 40 }, (_, n) => Promise.resolve(kinds[n % kinds.length]?.(n))));
  expect(await context.stored()).toEqual(Array.from({ length: 40 }, (_, n) => n));
});

it('a transaction leaves nothing on its connection', async () => {
  const options = { name: 'strict', isolation: 'SERIALIZABLE', lockTimeoutMs: 7, statementTimeoutMs: 7_000 } as const; // prettier-ignore
  const first = await context.unitOfWork.run(options, backend);
  const [state] = await context.dataSource.query<Record<string, unknown>[]>(
    `SELECT pg_backend_pid() AS pid, current_setting('lock_timeout') AS lock, current_setting('statement_timeout') AS statement,
       current_setting('default_transaction_isolation') AS isolation, (SELECT count(*)::int FROM pg_prepared_statements) AS prepared,
       (SELECT count(*)::int FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory') AS locks`,
  );
  expect(state).toEqual({ pid: first, lock: '0', statement: '0', isolation: 'read committed', prepared: 0, locks: 0 });
}); // prettier-ignore

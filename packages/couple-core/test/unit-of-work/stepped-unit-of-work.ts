import { eventually } from '@couplekit/testkit';
import type { IsolationLevel } from '../../src/index.js';
import { backend, type UnitOfWorkContext } from './unit-of-work-context.js';

type Rows = readonly Record<string, unknown>[];

/** A unit of work that goes on one statement at a time, as a test tells it. */
export interface SteppedUnitOfWork {
  /** Runs one statement; resolves with its rows. */
  sql(text: string): Promise<Rows>;
  /** Starts a statement that has to wait for a lock; resolves when it waits. Its `rows` come when the lock is given up. */
  blocked(text: string): Promise<{ readonly rows: Promise<Rows> }>;
  /** Returns from the function; resolves when it is committed. */
  commit(): Promise<void>;
  /** Throws out of the function; resolves when it is rolled back. */
  abort(): Promise<void>;
}

/** Opens a unit of work that is not retried, so that every conflict shows. */
export async function steppedUnitOfWork(
  context: UnitOfWorkContext,
  isolation: IsolationLevel,
): Promise<SteppedUnitOfWork> {
  const asked: ((step: () => Promise<void>) => void)[] = [];
  const offered: (() => Promise<void>)[] = [];
  const offer = (step: () => Promise<void>) => {
    const take = asked.shift();
    if (take) take(step);
    else offered.push(step);
  };
  const next = () =>
    new Promise<() => Promise<void>>((resolve) => {
      const step = offered.shift();
      if (step) resolve(step);
      else asked.push(resolve);
    });
  const state = { open: true };
  const started = Promise.withResolvers<{ pid: number; run: (text: string) => Promise<Rows> }>();
  const ended = context.unitOfWork.run(
    { name: `stepped ${isolation}`, isolation, retry: { attempts: 1 } },
    async (transaction) => {
      started.resolve({ pid: await backend(transaction), run: (text) => transaction.query(text) });
      while (state.open) await (await next())();
    },
  );
  ended.catch(() => undefined);
  const { pid, run } = await started.promise;
  const sql = (text: string) =>
    new Promise<Rows>((resolve, reject) => {
      offer(() =>
        run(text).then(resolve, (error: Error) => {
          reject(error);
          throw error;
        }),
      );
    });
  return {
    sql,
    blocked: async (text) => {
      const rows = sql(text);
      rows.catch(() => undefined);
      await eventually(async () => {
        const waiting = await context.query(
          "SELECT FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'",
          [pid],
        );
        return waiting.length > 0;
      });
      return { rows };
    },
    commit: async () => {
      offer(async () => void (state.open = false));
      await ended;
    },
    abort: async () => {
      offer(() => Promise.reject(new Error('aborted by the test')));
      await ended.catch(() => undefined);
    },
  };
}

import { setTimeout as delay } from 'node:timers/promises';
import type { RetryOptions } from './transaction-options.js';

/** SQLSTATE serialization_failure and deadlock_detected: the transaction may succeed when run again. */
const RETRYABLE = new Set(['40001', '40P01']);

export function isRetryable(error: unknown): boolean {
  return error instanceof Error && 'code' in error && RETRYABLE.has(String(error.code));
}

/** Runs `attempt` until it succeeds, fails for good, or the budget is used up; then the last error is thrown. */
export async function withRetry<T>(options: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  const { attempts = 5, budgetMs = 2_000 } = options;
  const end = performance.now() + budgetMs;
  for (let run = 1; ; run++) {
    try {
      return await attempt();
    } catch (error) {
      const pause = Math.random() * 5 * 2 ** run;
      if (run >= attempts || !isRetryable(error) || performance.now() + pause > end) throw error;
      await delay(pause);
    }
  }
}

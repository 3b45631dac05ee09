import { setTimeout as delay } from 'node:timers/promises';
import type { RetryOptions } from './transaction-options.js';

/** SQLSTATE serialization_failure and deadlock_detected: the transaction may succeed when run again. */
const RETRYABLE = new Set(['40001', '40P01']);

/** Causes are looked through this deep, so that an error that wraps itself ends too. */
const DEEPEST_CAUSE = 8;

/** Whether `error`, or what caused it, is a serialisation failure or a deadlock. */
export function isRetryable(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && cause instanceof Error; depth++) {
    if ('code' in cause && RETRYABLE.has(String(cause.code))) return true;
    cause = cause.cause;
  }
  return false;
}

/** Runs `attempt` until it succeeds, fails for good, or the budget is used up; then the last error is thrown. */
export async function withRetry<T>(
  options: RetryOptions | undefined,
  attempt: (number: number) => Promise<T>,
): Promise<T> {
  const { attempts = 5, budgetMs = 2_000 } = options ?? {};
  const end = performance.now() + budgetMs;
  for (let number = 1; ; number++) {
    try {
      return await attempt(number);
    } catch (error) {
      const pause = Math.random() * 5 * 2 ** number;
      if (number >= attempts || !isRetryable(error) || performance.now() + pause > end) throw error;
      await delay(pause);
    }
  }
}

import { setTimeout as delay } from 'node:timers/promises';

/** Polls `probe` until it neither throws nor returns undefined or false; rethrows the last failure at the deadline. */
export async function eventually<T>(
  probe: () => T | undefined | false | Promise<T | undefined | false>,
  deadlineMs = 90_000,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  let last: unknown = new Error('the probe never returned a value');
  do {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    await delay(10);
  } while (performance.now() < end);
  throw new Error(`not true within ${deadlineMs} ms`, { cause: last });
}

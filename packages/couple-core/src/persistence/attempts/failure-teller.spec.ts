import { Logger } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Attempt } from './attempt.js';
import type { FailureRecord } from './failure-record.js';
import { FailureTeller, type Failure } from './failure-teller.js';

const failureOf = (useCase: string): Failure => ({
  attempt: { use_case: useCase } as Attempt,
  slug: 'internal',
  stored: false,
  certain: true,
  beganAt: new Date(),
});

/** Units of work end when the test says so. */
function slowUnitOfWork() {
  const begun: { readonly end: () => void; readonly fail: (error: Error) => void }[] = [];
  const run = () =>
    new Promise<void>((resolve, reject) => {
      begun.push({ end: resolve, fail: reject });
    });
  return { begun, teller: new FailureTeller({ run } as unknown as UnitOfWork, {} as FailureRecord) };
}

describe('failures that could not be recorded', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.spyOn(Logger.prototype, 'error').mockReturnValue();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  it('are recorded one after the other, and not begun again while that takes long', async () => {
    const { begun, teller } = slowUnitOfWork();
    for (const useCase of ['first', 'second']) {
      const told = teller.tell(failureOf(useCase));
      begun.at(-1)?.fail(new Error('no database'));
      await told;
    }
    await vi.advanceTimersByTimeAsync(1_000);
    expect(begun).toHaveLength(3);

    // Another failure meanwhile, and the time for the next turn passes.
    const third = teller.tell(failureOf('third'));
    begun.at(-1)?.fail(new Error('no database'));
    await third;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(begun).toHaveLength(4);

    begun[2]?.end();
    await vi.advanceTimersByTimeAsync(0);
    expect(begun).toHaveLength(5);
    begun[4]?.end();
    await vi.advanceTimersByTimeAsync(0);
    begun[5]?.end();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(begun).toHaveLength(6);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TokenBuckets } from './token-buckets.js';

describe('token buckets', () => {
  it('let a burst through, then as many as come back with time', () => {
    const buckets = new TokenBuckets({ burst: 3, perMinute: 60 });
    const at = (now: number) => buckets.take('a', now).allowed;
    expect([at(0), at(0), at(0), at(0)]).toEqual([true, true, true, false]);
    expect([at(999), at(1_000), at(1_000)]).toEqual([false, true, false]);
    expect([at(600_000), at(600_000), at(600_000), at(600_000)]).toEqual([true, true, true, false]);
  });

  it('say in whole seconds when the next one may come, and keep their word', () => {
    const buckets = new TokenBuckets({ burst: 1, perMinute: 7 });
    buckets.take('a', 0);
    const refused = buckets.take('a', 100);
    expect(refused).toEqual({ allowed: false, retryAfterSeconds: 9 });
    expect(buckets.take('a', 100 + 9_000).allowed).toBe(true);
  });

  it('know clients apart', () => {
    const buckets = new TokenBuckets({ burst: 1 });
    expect(['a', 'b', 'a'].map((client) => buckets.take(client, 0).allowed)).toEqual([true, true, false]);
  });

  it('remember a bounded number of clients, and forget the one longest unseen', () => {
    const buckets = new TokenBuckets({ burst: 1, clients: 2 });
    for (const client of ['a', 'b', 'a', 'c']) buckets.take(client, 0);
    expect(buckets.size).toBe(2);
    expect(buckets.take('a', 0).allowed).toBe(false);
    expect(buckets.take('b', 0).allowed).toBe(true);
  });

  it('never let more through than the burst and what time brings', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5_000), { maxLength: 300 }), (pauses) => {
        const buckets = new TokenBuckets({ burst: 5, perMinute: 60 });
        let now = 0;
        let allowed = 0;
        for (const pause of pauses) {
          now += pause;
          if (buckets.take('a', now).allowed) allowed++;
        }
        expect(allowed).toBeLessThanOrEqual(5 + now / 1_000 + 1e-6);
      }),
    );
  });
});

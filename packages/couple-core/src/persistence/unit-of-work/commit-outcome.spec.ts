import { describe, expect, it } from 'vitest';
import { commitOutcome, isRefusal } from './commit-outcome.js';

describe('commitOutcome', () => {
  it('believes PostgreSQL while it is the same one', () => {
    for (const status of ['committed', 'aborted', 'in progress'] as const)
      expect(commitOutcome(7n, { status })).toBe(status);
    expect(commitOutcome(7n, { status: 'unborn' })).toBe('aborted');
    expect(commitOutcome(7n, { status: null })).toBe('unknown');
  });

  it('believes it after a crash only about ids that had reached the disk', () => {
    const recovery = { fresh: true, nextXid: 7n };
    expect(commitOutcome(6n, { status: 'committed', recovery })).toBe('committed');
    expect(commitOutcome(7n, { status: 'committed', recovery })).toBe('aborted');
    expect(commitOutcome(7n, { status: 'in progress', recovery })).toBe('aborted');
  });

  it('does not know when another checkpoint has come since, or another server took over', () => {
    const recovery = { fresh: false, nextXid: 100n };
    expect(commitOutcome(7n, { status: 'committed', recovery })).toBe('unknown');
    expect(commitOutcome(7n, { status: 'in progress', recovery })).toBe('unknown');
    expect(commitOutcome(7n, { status: 'aborted', recovery })).toBe('aborted');
  });
});

describe('isRefusal', () => {
  const error = (fields: object) => Object.assign(new Error('no'), fields);
  it('is an error that PostgreSQL answered with, and that says that nothing is committed', () => {
    expect(isRefusal(error({ severity: 'ERROR', code: '23503' }))).toBe(true);
    expect(isRefusal(error({ severity: 'ERROR', code: '40001' }))).toBe(true);
    for (const unclear of [
      error({ severity: 'FATAL', code: '57P01' }),
      error({ severity: 'ERROR', code: '40003' }),
      error({ severity: 'ERROR', code: '08006' }),
      error({ code: 'ECONNRESET' }),
      error({}),
      'no error at all',
    ])
      expect(isRefusal(unclear)).toBe(false);
  });
});

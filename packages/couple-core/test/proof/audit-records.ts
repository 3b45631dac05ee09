import { eventually } from '@couplekit/testkit';
import type { DataSource } from 'typeorm';
import { AttemptReaper } from '../../src/index.js';
import { FailureTeller } from '../../src/persistence/attempts/failure-teller.js';
import type { CoupleContext } from '../couple-context.js';

/** How many audit events there are, by type. */
export async function eventCounts(dataSource: DataSource): Promise<ReadonlyMap<string, number>> {
  const rows = await dataSource.query<{ type: string; count: number }[]>(
    'SELECT type, count(*)::int AS count FROM couple_audit_event GROUP BY type',
  );
  return new Map(rows.map(({ type, count }) => [type, count]));
}

/** The types of the events that `after` has and `before` has not. */
export function newEvents(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): readonly string[] {
  return [...after].flatMap(([type, count]) =>
    Array.from({ length: count - (before.get(type) ?? 0) }, () => type),
  );
}

/**
 * Turns attempts that never came to an end into error events, as the reaper does some time later, and has failures told that
 * could not be told at once. The reaper leaves out attempts that a transaction still holds, and PostgreSQL takes a moment to
 * see that a connection is gone.
 */
export async function settleAttempts({ app, dataSource }: CoupleContext): Promise<void> {
  await app.get(FailureTeller).beforeApplicationShutdown();
  await eventually(async () => {
    await app.get(AttemptReaper).reap(0);
    return (await dataSource.query<unknown[]>('SELECT FROM couple_attempt')).length === 0;
  });
}

import type { Actor, CoupleService } from '@couplekit/couple-core';
import type { DataSource } from 'typeorm';
import type { Contender } from '../contest.js';
import type { CoupleServices } from './couple-services.js';

const LONG_CHAIN = 10_000;

/** One use case, with its audit event, on a young session and on one whose chain has 10,000 events. */
export async function auditAppends({ couples, dataSource }: CoupleServices): Promise<readonly Contender[]> {
  const young = await newSession(couples);
  const old = await newSession(couples);
  await lengthen(dataSource, old);
  return [
    { name: 'event 1 and on', run: (count) => append(couples, young, count) },
    { name: `event ${LONG_CHAIN} and on`, run: (count) => append(couples, old, count) },
  ];
}

async function newSession(couples: CoupleService): Promise<string> {
  const participants = [{ role: 'A', nickname: '하나' }] as const;
  return (await couples.createSession({ kind: 'visitor' }, { participants })).session.id;
}

async function append(couples: CoupleService, sessionId: string, count: number): Promise<void> {
  const actor: Actor = { kind: 'participant', sessionId, role: 'A' };
  const before = await couples.getSession(actor, sessionId);
  for (let n = 1; n <= count; n++) {
    // Every call changes the wish, and so appends an event.
    await couples.updateStageOne(actor, sessionId, { visible: before.visibilityWanted === (n % 2 === 0) });
  }
}

/** Rows as an append leaves them; their contents do not matter here, their number does. */
async function lengthen(dataSource: DataSource, chain: string): Promise<void> {
  await dataSource.query(
    `WITH event AS (
       INSERT INTO couple_audit_event (chain, seq, prev_hash, hash, type, bytes, salt, facts)
       SELECT $1, n, sha256(convert_to('event ' || n - 1, 'UTF8')), sha256(convert_to('event ' || n, 'UTF8')),
         'stage1.updated', convert_to('event ' || n, 'UTF8'),
         sha256(convert_to('salt ' || n, 'UTF8')), convert_to('{"k":' || n || '}', 'UTF8')
       FROM generate_series(2, $2::integer) n RETURNING seq, hash
     )
     UPDATE couple_audit_chain SET last_seq = $2, last_hash = (SELECT hash FROM event WHERE seq = $2) WHERE chain = $1`,
    [chain, LONG_CHAIN],
  );
  await dataSource.query('VACUUM ANALYZE');
}

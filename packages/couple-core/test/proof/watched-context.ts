import { SqlFaults, TableDigests } from '@couplekit/testkit';
import type { Pool } from 'pg';
import { coupleContext, type CoupleContext } from '../couple-context.js';

/** What a refused call may add to: the audit trail and the bookkeeping around it. */
const BOOKKEEPING = /^couple_(audit|attempt|notification|outbox)/;

export interface WatchedContext extends CoupleContext {
  readonly faults: SqlFaults;
  /** Of the business tables. */
  readonly digests: TableDigests;
  /** Makes the tables as they were when the context was new, without which looks at them would take ever longer. */
  readonly forgetEverything: () => Promise<void>;
}

/** couple-core with an eye on every SQL statement and every row, on connections that pipeline as the reference service's do. */
export async function watchedContext(): Promise<WatchedContext> {
  const context = await coupleContext({ extra: { pipeline: true } });
  const { dataSource } = context;
  // TypeORM keeps the pool of its PostgreSQL driver out of the type of a data source.
  const { master } = dataSource.driver as unknown as { readonly master: Pool };
  await dataSource.query('CREATE SCHEMA fresh; CREATE TABLE fresh.chain AS TABLE couple_audit_chain');
  return {
    ...context,
    forgetEverything: async () => void (await dataSource.query(FORGET)),
    faults: new SqlFaults(master),
    digests: await TableDigests.of(
      dataSource,
      (table) => table.startsWith('couple_') && !BOOKKEEPING.test(table),
    ),
    [Symbol.asyncDispose]: () => context[Symbol.asyncDispose](),
  };
}

/** As a superuser may, past the triggers that let nobody else do it. */
const FORGET = `DO $$ BEGIN
  PERFORM set_config('session_replication_role', 'replica', true);
  TRUNCATE couple_session, couple_audit_chain, couple_audit_event, couple_decision_packet, couple_outbox, couple_alert, couple_slack_message CASCADE;
  INSERT INTO couple_audit_chain TABLE fresh.chain;
END $$`;

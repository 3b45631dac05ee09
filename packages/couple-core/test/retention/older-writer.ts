import type { CoupleContext } from '../couple-context.js';

/** Writes as an older version did: without the triggers of this one, and without its check of what a packet holds. */
export async function asOlderWriter(
  { dataSource }: CoupleContext,
  sql: string,
  parameters: readonly unknown[],
): Promise<void> {
  await dataSource.transaction(async (manager) => {
    const [check] = await manager.query<{ definition: string }[]>(
      `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'couple_decision_packet_whole'`,
    );
    await manager.query("SET LOCAL session_replication_role = 'replica'");
    await manager.query('ALTER TABLE couple_decision_packet DROP CONSTRAINT couple_decision_packet_whole');
    await manager.query(sql, [...parameters]);
    await manager.query(
      `ALTER TABLE couple_decision_packet ADD CONSTRAINT couple_decision_packet_whole ${check?.definition}`,
    );
  });
}

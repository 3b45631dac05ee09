import type { DataSource } from 'typeorm';

/** The last write of each use case is its audit event: a trigger that refuses it makes everything before it stale. */
export async function refusingEvent<T>(
  { dataSource }: { readonly dataSource: DataSource },
  event: string,
  work: () => Promise<T>,
): Promise<T> {
  await dataSource.query(`CREATE FUNCTION refuse_event() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'injected: secret hunter-4711, chain %.', NEW.chain; END $$`);
  await dataSource.query(`CREATE TRIGGER refuse_event BEFORE INSERT ON couple_audit_event
    FOR EACH ROW WHEN (NEW.type = '${event}') EXECUTE FUNCTION refuse_event()`);
  try {
    return await work();
  } finally {
    await dataSource.query('DROP FUNCTION refuse_event CASCADE');
  }
}

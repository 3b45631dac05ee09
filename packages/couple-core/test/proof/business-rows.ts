import type { DataSource } from 'typeorm';

/** What a refused call may add to: the audit trail and the bookkeeping around it. */
const BOOKKEEPING = /^couple_(audit|attempt|notification|outbox)/;

/** One table: how many rows it has, and a digest of all of them. */
interface TableState {
  readonly name: string;
  readonly rows: number;
  readonly digest: string;
}

export type BusinessRows = readonly TableState[];

/** The business tables of couple-core, found in the database itself, so that new ones are never left out. */
export async function businessTables(dataSource: DataSource): Promise<readonly string[]> {
  const tables = await dataSource.query<{ name: string }[]>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename LIKE 'couple\\_%' ORDER BY 1",
  );
  return tables.map(({ name }) => name).filter((name) => !BOOKKEEPING.test(name));
}

/** Every row of every business table, byte by byte, in one consistent statement. */
export async function businessRows(dataSource: DataSource, tables: readonly string[]): Promise<BusinessRows> {
  const each = tables.map(
    (name) => `SELECT '${name}' AS name, count(*)::int AS rows,
      encode(sha256(coalesce(string_agg(t::text, E'\\n' ORDER BY t::text), '')::bytea), 'hex') AS digest FROM ${name} t`,
  );
  return dataSource.query<TableState[]>(each.join(' UNION ALL '));
}

/** What a call did: by table, how many rows it added, and whether it changed anything. */
export function changes(before: BusinessRows, after: BusinessRows): readonly string[] {
  return after.flatMap(({ name, rows, digest }, n) => {
    const was = before[n];
    return was?.digest === digest ? [] : [`${name} +${rows - (was?.rows ?? 0)}`];
  });
}

import type { QueryResultRow } from 'pg';

/** What a store sends its statements to: a transaction, or a connection for a single read. */
export interface Queries {
  query<Row extends QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

/** A row as PostgreSQL's client answers it: column name to value. */
export type PostgresRow = Readonly<Record<string, unknown>>;

/**
 * The one thing the PostgreSQL stores of this package need: a way to send a statement. `pg.Pool` has this shape. For
 * TypeORM: `{ query: async (sql, values) => ({ rows: await dataSource.query(sql, values && [...values]) }) }`.
 *
 * The stores send statements that begin with `SELECT`, `INSERT`, `WITH` or `DO` only, because TypeORM answers a bare
 * `UPDATE` or `DELETE` with a pair instead of rows. Each is atomic by itself, so any connection may run it.
 */
export interface PostgresQuery {
  /**
   * @param sql one statement, with `$1`, `$2`, ... for its values
   * @returns the rows; a statement without any answers an empty list
   */
  query(sql: string, values?: readonly unknown[]): Promise<{ readonly rows: readonly PostgresRow[] }>;
}

/** What runs a SQL statement and returns its rows, as a TypeORM data source does. */
export interface Queryable {
  query(sql: string, parameters?: unknown[]): Promise<unknown>;
}

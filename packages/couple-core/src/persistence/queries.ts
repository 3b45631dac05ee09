import type { QueryResultRow } from 'pg';

/** What a store sends its statements to: a transaction, or a connection for a single read. */
export interface Queries {
  query<Row extends QueryResultRow>(sql: string, parameters?: readonly unknown[]): Promise<readonly Row[]>;
}

/** A transaction: statements can also wait for its end. */
export interface TransactionQueries extends Queries {
  /** Runs a statement right before COMMIT; its failure refuses the commit. */
  atCommit(sql: string, parameters?: readonly unknown[]): void;
}

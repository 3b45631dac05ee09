import { hash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { DataSource } from 'typeorm';
import { frozenParameters } from './frozen-parameters.js';

/** Statements beyond this many have no name: whoever writes values into SQL text must not fill the server's memory. */
const MOST_NAMES = 1_000;

/**
 * Makes statements with parameters prepared ones where the DataSource says so (`extra: { preparedStatements: true }`):
 * PostgreSQL then plans each once a connection. They are state on a connection, so they are off by default; a pooler in
 * transaction mode must know them (PgBouncer does from 1.21 on, with `max_prepared_statements`).
 */
export class StatementNames {
  private readonly names: Map<string, string> | undefined;

  constructor(dataSource: DataSource) {
    const extra = dataSource.options.extra as { readonly preparedStatements?: boolean } | undefined;
    this.names = extra?.preparedStatements ? new Map() : undefined;
  }

  /** What to give to `query` of a pg client. */
  query(sql: string, parameters: readonly unknown[]): QueryConfig {
    // pg does not change the parameters; it only does not say so.
    if (!this.names || parameters.length === 0) return { text: sql, values: parameters as unknown[] };
    // pg closes a prepared statement that it cannot send a parameter of, and goes on to take it for prepared.
    return { ...this.own(sql), values: frozenParameters(parameters) as unknown[] };
  }

  /** A single statement that may be prepared although it has no parameters. */
  own(sql: string): QueryConfig {
    const name = this.nameOf(sql);
    return name === undefined ? { text: sql } : { name, text: sql };
  }

  private nameOf(sql: string): string | undefined {
    const known = this.names?.get(sql);
    if (known !== undefined || !this.names || this.names.size >= MOST_NAMES) return known;
    const name = `ck_${hash('sha256', sql, 'base64url').slice(0, 22)}`;
    this.names.set(sql, name);
    return name;
  }
}

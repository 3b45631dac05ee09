import { Injectable } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';
import type { Queries } from './queries.js';
import { StatementNames } from './unit-of-work/statement-names.js';

/** Single statements outside any transaction, on whichever connection of the pool is free. */
@Injectable()
export class SingleStatements implements Queries {
  private readonly names: StatementNames;

  constructor(private readonly dataSource: DataSource) {
    this.names = new StatementNames(dataSource);
  }

  async query<Row extends QueryResultRow>(
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    // The PostgreSQL driver's public property; TypeORM does not export the driver's type from its root.
    const { master } = this.dataSource.driver as unknown as { readonly master: Pool };
    return (await master.query<Row>(this.names.query(sql, parameters))).rows;
  }

  /** For one read: a second statement would see another moment. */
  once(): Queries {
    let used = false;
    return {
      query: (sql, parameters) => {
        if (used) throw new Error('A read is one statement; use a unit of work for more.');
        used = true;
        return this.query(sql, parameters);
      },
    };
  }
}

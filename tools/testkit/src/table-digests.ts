import type { Queryable } from './queryable.js';

/** One table: how many rows it has, and a digest of the text of all of them, whatever their order. */
export interface TableDigest {
  readonly name: string;
  readonly rows: number;
  readonly digest: string;
}

/** Digests of tables, taken in one consistent statement: cheap enough to take around every call of a test. */
export class TableDigests {
  private constructor(
    private readonly database: Queryable,
    private readonly sql: string,
  ) {}

  /** For the tables of the schema `public` whose name passes; they are found in the database, so that new ones are never left out. */
  static async of(database: Queryable, passes: (table: string) => boolean): Promise<TableDigests> {
    const tables = (await database.query(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1",
    )) as readonly { readonly name: string }[];
    const each = tables
      .filter(({ name }) => passes(name))
      .map(
        ({ name }) =>
          `SELECT '${name}' AS name, count(*)::int AS rows, sum(hashtextextended(t::text, 42))::text AS digest FROM "${name}" t`,
      );
    if (each.length === 0) throw new Error('There is no table to watch.');
    return new TableDigests(database, each.join(' UNION ALL '));
  }

  async take(): Promise<readonly TableDigest[]> {
    return (await this.database.query(this.sql)) as readonly TableDigest[];
  }
}

/** What happened between two digests of the same tables, as `table +rows`; empty when every row is as it was. */
export function changedTables(
  before: readonly TableDigest[],
  after: readonly TableDigest[],
): readonly string[] {
  return after.flatMap(({ name, rows, digest }, n) => {
    const was = before[n];
    return was?.rows === rows && was.digest === digest ? [] : [`${name} +${rows - (was?.rows ?? 0)}`];
  });
}

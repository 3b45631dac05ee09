/** What a PostgreSQL driver passes on of an error, by the field names that pg, postgres.js and PGlite share. */
export interface PostgresError {
  /** SQLSTATE: five characters (PostgreSQL, appendix A). */
  readonly code: string;
  readonly message: string;
  /**
   * Name of the violated constraint, as `constraint` (pg) or `constraint_name` (postgres.js); for a value that is missing
   * (23502), which has no such field, `table.column`.
   */
  readonly constraint: string | undefined;
  /** The table the error is about, as `table` (pg) or `table_name` (postgres.js). */
  readonly table: string | undefined;
}

/** Where wrappers keep the driver's error: TypeORM, the standard (Drizzle, MikroORM, Kysely plugins), Sequelize. */
const WRAPPED: readonly string[] = ['driverError', 'cause', 'original'];
const DEEPEST = 5;

/**
 * The errors inside a thrown value, outermost first: those that wrappers keep, and the parts of an AggregateError, which is
 * what Node reports when no address of a host answers.
 */
export function unwrapErrors(thrown: unknown): readonly object[] {
  const found = new Set<object>();
  let layer: readonly unknown[] = [thrown];
  for (let depth = 0; depth < DEEPEST && layer.length > 0; depth++) {
    const objects = layer.filter((value) => typeof value === 'object' && value !== null);
    for (const object of objects) found.add(object);
    layer = objects.flatMap((object) => [
      ...WRAPPED.map((name) => read(object, name)),
      ...(object instanceof AggregateError ? object.errors.slice(0, 10) : []),
    ]);
  }
  return [...found];
}

/** Recognises an error of PostgreSQL by its SQLSTATE and severity: `EPIPE` has five characters too. */
export function readPostgresError(error: object): PostgresError | undefined {
  const code = read(error, 'code');
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return undefined;
  if (typeof read(error, 'severity') !== 'string') return undefined;
  const field = (name: string) => text(read(error, name)) ?? text(read(error, `${name}_name`));
  const table = field('table');
  const column = field('column');
  const constraint = field('constraint') ?? (table && column && `${table}.${column}`);
  return { code, message: text(read(error, 'message')) ?? '', constraint, table };
}

/** One property of an error of unknown make. */
export function read(error: object, name: string): unknown {
  return (error as Readonly<Record<string, unknown>>)[name];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

import { HttpException } from '@nestjs/common';
import type { LocalizedText, ProblemDefinition } from '../../registry/problem-definition.js';
import type { ProblemReport } from '../../reading/problem-report.js';
import type { FieldError, FieldPlace } from '../../validation/field-error.js';
import type { ProblemPack } from '../problem-pack.js';
import { isConnectionError } from './connection-error.js';
import { readPostgresError, unwrapErrors, type PostgresError } from './postgres-error.js';
import { meaningOf, MEANING_TEXTS, type SqlMeaning } from './sqlstate.js';

/** The public name of a constraint: the value that broke it, or a problem of its own. */
export type PublicConstraint =
  | (FieldPlace & {
      /** Stable name of the rule, for programs: `taken`. */
      readonly code: string;
      readonly detail: LocalizedText;
    })
  | {
      /** Its status is the answer's. Registered with the pack; its functions are not called. */
      readonly problem: ProblemDefinition;
    };

/** Options of {@link postgresPack}. */
export interface PostgresPackOptions {
  /**
   * Public names of constraints, `table.column` for NOT NULL: `{ pointer, code, detail }` (or `in` and `parameter`),
   * or `{ problem }`: a definition of yours.
   *
   * By their names in the database.
   * @default none: general words
   */
  readonly constraints?: Readonly<Record<string, PublicConstraint>>;
  /**
   * Status for values that the database refuses.
   *
   * 23502, 23514 and class 22.
   * @default 422
   */
  readonly invalidStatus?: 400 | 422;
  /** Shortest and longest `Retry-After`, whole seconds. @default [1, 5] */
  readonly retryAfter?: readonly [shortest: number, longest: number];
  /** A refused or cut TCP connection to one of these ports is the database's: it has no SQLSTATE. @default [5432] */
  readonly ports?: readonly number[];
  /** Spreads `Retry-After`, so that clients do not come back at once; 0 to below 1. @default Math.random */
  readonly random?: () => number;
}

const STATUSES = {
  duplicate: 409,
  'missing-reference': 422,
  'still-in-use': 409,
  'try-again': 503,
  'took-too-long': 504,
  unforeseen: 500,
} satisfies Partial<Record<SqlMeaning, number>>;

/**
 * Errors of PostgreSQL by SQLSTATE, from pg, postgres.js, TypeORM, Drizzle, Kysely, MikroORM or anything that keeps the
 * driver's error as its `cause`. Nothing of the driver reaches the client: no message, table, column, value or SQL.
 *
 * @throws {Error} naming the option that makes no sense
 */
export function postgresPack(options: PostgresPackOptions = {}): ProblemPack {
  const { constraints = {}, invalidStatus = 422, retryAfter = [1, 5], ports = [5432] } = options;
  const { random = Math.random } = options;
  checkOptions(constraints, invalidStatus, retryAfter);
  const reportOf = (meaning: SqlMeaning, error?: PostgresError): ProblemReport => {
    const status = meaning === 'invalid' ? invalidStatus : STATUSES[meaning];
    if (meaning === 'try-again') return { status, headers: { 'Retry-After': delay(retryAfter, random()) } };
    const known = status < 500 && Object.hasOwn(constraints, error?.constraint ?? '');
    const publicConstraint = known ? constraints[error?.constraint ?? ''] : undefined;
    return publicConstraint ? tellConstraint(status, publicConstraint) : { status, ...wordsOf(meaning) };
  };
  return {
    name: 'postgres',
    problems: Object.values(constraints).flatMap((named) => ('problem' in named ? [named.problem] : [])),
    read(thrown) {
      // Whoever made an HttpException has decided; its cause is for the log.
      if (thrown instanceof HttpException) return undefined;
      const errors = unwrapErrors(thrown);
      const known = errors.map(readPostgresError).find((error) => error !== undefined);
      if (known) return reportOf(meaningOf(known), known);
      return errors.some((error) => isConnectionError(error, ports)) ? reportOf('try-again') : undefined;
    },
  };
}

function tellConstraint(status: number, named: PublicConstraint): ProblemReport {
  if ('problem' in named) return { status: named.problem.status, definition: named.problem };
  const error: FieldError = named;
  return { status, detail: named.detail, errors: [error] };
}

function wordsOf(meaning: SqlMeaning): Pick<ProblemReport, 'detail'> {
  return meaning in MEANING_TEXTS ? { detail: MEANING_TEXTS[meaning as keyof typeof MEANING_TEXTS] } : {};
}

function delay([shortest, longest]: readonly [number, number], chance: number): string {
  return String(shortest + Math.floor(chance * (longest - shortest + 1)));
}

function checkOptions(
  constraints: Readonly<Record<string, PublicConstraint>>,
  invalidStatus: number,
  [shortest, longest]: readonly [number, number],
): void {
  if (invalidStatus !== 400 && invalidStatus !== 422) {
    throw new Error(`problem-details: invalidStatus must be 400 or 422, not ${String(invalidStatus)}.`);
  }
  if (!Number.isInteger(shortest) || !Number.isInteger(longest) || shortest < 0 || longest < shortest) {
    throw new Error('problem-details: retryAfter must be two whole numbers of seconds, the shorter first.');
  }
  for (const [name, named] of Object.entries(constraints)) {
    if ('problem' in named) continue;
    if (!named.code || !named.detail?.en?.trim() || !named.detail.ko?.trim()) {
      throw new Error(`problem-details: constraint "${name}" needs a code, and a detail in "en" and "ko".`);
    }
  }
}

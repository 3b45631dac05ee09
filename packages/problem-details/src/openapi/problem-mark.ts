import type { ProblemDefinition } from '../registry/problem-definition.js';

/** A problem that a route answers: one of a definition, or the generic one of a status. */
export type DeclarableProblem = ProblemDefinition | number;

/**
 * How a declaration waits in an OpenAPI document until `describeProblems` knows the registry. Plain data under a key that
 * is an extension of OpenAPI (section 4.9 of its specification), so that a package can declare problems by shape, without
 * this one: `ApiExtension('x-problem-seat-taken', { problem: 'seat-taken' })`. One key for each problem, because
 * declarations then add up wherever decorators meet.
 */
export interface ProblemMark {
  /** A slug, an absolute type URI, or a status. */
  readonly problem: string | number;
}

const PREFIX = 'x-problem-';

/** The extension key and value that declare a problem. */
export function markOf(kind: DeclarableProblem): readonly [key: string, mark: ProblemMark] {
  const problem = typeof kind === 'number' ? kind : nameOf(kind);
  return [`${PREFIX}${problem}`, { problem }];
}

/** The problems that are declared on an operation, or on its responses. */
export function readMarks(described: object): readonly ProblemMark['problem'][] {
  return Object.entries(described)
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, mark]) => readMark(key, mark));
}

/** The same without the declarations. */
export function withoutMarks<T extends object>(described: T): T {
  return Object.fromEntries(Object.entries(described).filter(([key]) => !key.startsWith(PREFIX))) as T;
}

/** A definition is known by its slug; by its whole type URI where it has no slug. */
function nameOf(definition: ProblemDefinition): string {
  const { slug, type } = definition as { readonly slug?: string; readonly type?: string };
  const name = slug ?? type;
  if (name === undefined)
    throw new Error('problem-details: a problem is declared that has no slug and no type.');
  return name;
}

function readMark(key: string, mark: unknown): ProblemMark['problem'] {
  const { problem } = (mark ?? {}) as Partial<ProblemMark>;
  if (typeof problem === 'string' || typeof problem === 'number') return problem;
  throw new Error(
    `problem-details: "${key}" of the OpenAPI document needs { problem: slug, type URI or status }.`,
  );
}

import type { INestApplicationContext } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { describeUndeclared, watchProblems, type UndeclaredProblem } from './watch-problems.js';

/** What {@link undeclaredProblems} has seen. */
export interface UndeclaredProblems {
  /** Each route and problem once, in the order of their first answers. */
  list(): readonly UndeclaredProblem[];
  /** @throws {Error} with a line for each of them */
  assertNone(): void;
  /** Sees no more. */
  stop(): void;
}

/**
 * For the end-to-end tests of a team: notes every problem that a route of the document answers and does not declare.
 * Routes that the document leaves out are not looked at, nor is what is answered before routing.
 *
 * @param document of `describeProblems`, or the JSON that the running application serves
 *
 * @example
 * const undeclared = undeclaredProblems(app, document);
 * afterAll(() => undeclared.assertNone());
 */
export function undeclaredProblems(
  app: INestApplicationContext,
  document: OpenAPIObject,
): UndeclaredProblems {
  const found: UndeclaredProblem[] = [];
  const stop = watchProblems(app, document, (problem) => found.push(problem));
  return {
    list: () => [...found],
    assertNone() {
      if (found.length > 0) throw new Error(`problem-details:\n${found.map(describeUndeclared).join('\n')}`);
    },
    stop,
  };
}

import type { ProblemPack } from '../problem-pack.js';
import { idempotencyProblems, type IdempotencyFault } from './idempotency-problems.js';

type ErrorClass = abstract new (...args: never[]) => unknown;

/** Options of {@link idempotencyPack}. */
export interface IdempotencyPackOptions {
  /** The errors of your implementation, by what they mean. @default none: throw `idempotencyProblems` yourself */
  readonly errors?: Readonly<Partial<Record<IdempotencyFault, ErrorClass | readonly ErrorClass[]>>>;
}

/**
 * `Idempotency-Key` faults as the draft has them: 400 for a key that is missing or not valid, 409 while the first request is
 * in flight, 422 for a key that came with another payload. Definitions of the application with the same slugs stay in force.
 */
export function idempotencyPack({ errors = {} }: IdempotencyPackOptions = {}): ProblemPack {
  const faults = (Object.keys(idempotencyProblems) as IdempotencyFault[]).map((fault) => {
    const classes = errors[fault] ?? [];
    return [idempotencyProblems[fault], isList(classes) ? classes : [classes]] as const;
  });
  return {
    name: 'idempotency',
    problems: Object.values(idempotencyProblems),
    read(thrown) {
      const match = faults.find(([, classes]) => classes.some((error) => thrown instanceof error));
      return match && { status: match[0].status, definition: match[0] };
    },
  };
}

function isList(classes: ErrorClass | readonly ErrorClass[]): classes is readonly ErrorClass[] {
  return Array.isArray(classes);
}

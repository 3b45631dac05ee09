import type { Problem, ProblemExtensions } from './problem.js';

/**
 * What tells a kind of problem: its type URI, or the slug that follows a base URI. The definitions of
 * `@couplekit/problem-details` are ones; so is `{ type: 'https://api.example/problems/seat-taken' }`.
 *
 * @typeParam X the extensions of the kind
 */
export interface ProblemKind<X extends object = ProblemExtensions> {
  readonly type?: string | undefined;
  readonly slug?: string | undefined;
  /** Never called: only the type that it returns is used. */
  readonly extensions?: ((...args: never[]) => X) | undefined;
}

/**
 * True when a problem is of a kind, by its type URI (RFC 9457 section 3.1.1), and narrows it to the extensions of that
 * kind. They are the promise of the server that owns the URI: their values are not checked.
 *
 * @param baseUri what the server puts in front of a slug; needed for a kind that has no `type`
 * @throws {TypeError} for a kind that has no `type`, when no `baseUri` is given
 * @example if (isProblem(problem, seatTaken, 'https://api.example/problems/')) show(problem.extensions.seat);
 */
export function isProblem<X extends object = ProblemExtensions>(
  problem: Problem | undefined,
  kind: ProblemKind<X>,
  baseUri?: string,
): problem is Problem & { readonly extensions: X } {
  return problem?.type === typeUri(kind, baseUri);
}

function typeUri({ type, slug }: Pick<ProblemKind, 'type' | 'slug'>, baseUri: string | undefined): string {
  if (type !== undefined) return type;
  if (slug !== undefined && baseUri !== undefined) return baseUri + slug;
  throw new TypeError('isProblem: a kind without a type needs its slug and the base URI of the server.');
}

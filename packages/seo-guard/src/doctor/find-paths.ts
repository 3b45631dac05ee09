import type { Automaton, Position } from './automaton.js';

/** What paths are looked for. */
export interface PathSearch {
  /** Each of them accepts the path. */
  readonly all: readonly Automaton[];
  /** None of them accepts it. */
  readonly none: readonly Automaton[];
  /** Combined positions that are looked at before the search gives up. @default 20000 */
  readonly limit?: number;
}

/** A search that would take too long. */
export class SearchLimitError extends Error {
  override readonly name = 'SearchLimitError';
}

/**
 * Paths that begin with a slash and that all of one list accept and none of the other, the shortest first: one for every
 * different way in which the automata come to it, so there is one if there is any.
 *
 * @throws {SearchLimitError} when the patterns have too many ways to be combined
 */
export function* findPaths({ all, none, limit = 20_000 }: PathSearch): Generator<string> {
  const automata = [...all, ...none];
  const alphabet = alphabetOf(automata);
  const queue: { readonly path: string; readonly at: readonly Position[] }[] = [];
  const seen = new Set<string>();
  const visit = (path: string, at: readonly Position[]): void => {
    const key = at.map((position) => position.join()).join(';');
    if (seen.has(key) || at.some((position, index) => isHopeless(position, index))) return;
    if (seen.size >= limit) throw new SearchLimitError('too many ways to combine the patterns');
    seen.add(key);
    queue.push({ path, at });
  };
  const isHopeless = (position: Position, index: number): boolean =>
    index < all.length ? position.length === 0 : automata[index]?.acceptsAllAfter(position) === true;
  const step = (at: readonly Position[], next: string) =>
    automata.map((automaton, index) => automaton.move(at[index] ?? [], next));
  visit('/', step(automata.map(({ start }) => start), '/')); // prettier-ignore
  // The queue grows while it is walked through.
  for (const { path, at } of queue) {
    if (automata.every((automaton, index) => automaton.accepts(at[index] ?? []) === index < all.length)) yield path; // prettier-ignore
    for (const next of alphabet) visit(path + next, step(at, next));
  }
}

/** Characters that no automaton tells apart are represented by one of them, for a person to read if possible. */
function alphabetOf(automata: readonly Automaton[]): readonly string[] {
  const told = new Set(['/', ...automata.flatMap(({ alphabet }) => alphabet)]);
  const other = [...OTHERS].find((character) => !told.has(character));
  return [...(other === undefined ? [] : [other]), ...[...told].toSorted((a, b) => rank(a) - rank(b))];
}

const OTHERS = "xyzabcdefghijklmnopqrstuvw0123456789-_~.XYZABCDEFGHIJKLMNOPQRSTUVW!'()+,:@&=";

/** Lower case first, percent signs last: the path is an example for people. */
function rank(character: string): number {
  if (/[a-z0-9]/.test(character)) return 0;
  return character === '%' ? 2 : 1;
}

import type { Language, Reader } from './language.js';

/** What paths are looked for. */
export interface PathSearch {
  /** Each of them has the path. */
  readonly all: readonly Language[];
  /** None of them has it. */
  readonly none: readonly Language[];
  /** Combined readers that are looked at before the search gives up. @default 5000 */
  readonly limit?: number;
}

/** A search that would take too long. */
export class SearchLimitError extends Error {
  override readonly name = 'SearchLimitError';
}

/**
 * Paths that begin with a slash and are in all languages of one list and in none of the other, the shortest first: one for
 * every different way to get there, so there is one if there is any.
 *
 * @throws {SearchLimitError} when the languages can be combined in too many ways
 */
export function* findPaths({ all, none, limit = 5_000 }: PathSearch): Generator<string> {
  const languages = [...all, ...none];
  const alphabet = alphabetOf(languages);
  const queue: { readonly path: string; readonly readers: readonly Reader[] }[] = [];
  const seen = new Set<string>();
  const visit = (path: string, before: readonly Reader[], next: string): void => {
    const readers = before.map((reader) => reader.read(next));
    const key = readers.map((reader) => reader.key).join(' ');
    if (seen.has(key) || readers.some(({ fate }, index) => fate === (index < all.length ? 'never' : 'always'))) return; // prettier-ignore
    if (seen.size >= limit) throw new SearchLimitError('too many ways to combine the patterns');
    seen.add(key);
    queue.push({ path: path + next, readers });
  };
  visit('', languages.map((language) => language.begin()), '/'); // prettier-ignore
  // The queue grows while it is walked through.
  for (const { path, readers } of queue) {
    if (readers.every(({ accepts }, index) => accepts === index < all.length)) yield path;
    for (const next of alphabet) visit(path, readers, next);
  }
}

/** Characters that no language tells apart are represented by one of them, for a person to read if possible. */
function alphabetOf(languages: readonly Language[]): readonly string[] {
  const told = new Set(['/', ...languages.flatMap(({ alphabet }) => alphabet)]);
  // Where something is percent-encoded, separators can be.
  if (told.has('%')) for (const digit of SEPARATOR_DIGITS) told.add(digit);
  const other = [...OTHERS].find((character) => !told.has(character));
  return [...(other === undefined ? [] : [other]), ...[...told].toSorted((a, b) => rank(a) - rank(b))];
}

/** Of `%2F`, `%5C` and `%3B`. */
const SEPARATOR_DIGITS = '2F5C3B';

const OTHERS = "xyzabcdefghijklmnopqrstuvw0123456789-_~.XYZABCDEFGHIJKLMNOPQRSTUVW!'()+,:@&=";

/** Lower case first, percent signs last: the path is an example for people. */
function rank(character: string): number {
  if (/[a-z0-9]/.test(character)) return 0;
  return character === '%' ? 2 : 1;
}

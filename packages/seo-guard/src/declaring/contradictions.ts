import { isIndexable } from '../robots/robots-policy.js';
import { tableRule } from '../table/table-rule.js';
import type { Declaration } from './declaration.js';

/**
 * Refuses decorators of one class or method that say the opposite of each other.
 * @param inherited those of the class, for a method: no page can open what its controller closes
 * @throws {TypeError} naming both, and where
 */
export function assertConsistent(
  own: readonly Declaration[],
  where: string,
  inherited: readonly Declaration[] = [],
): void {
  const closing = [...own, ...inherited].find((declaration) => closes(declaration, where));
  if (closing === undefined || !own.some(({ opens }) => opens)) return;
  const place = own.includes(closing) ? '' : ' of its controller';
  throw new TypeError(
    `seo-guard: ${where} has @Indexable(), and ${closing.decorator}${place} says that it must not be indexed; remove one of them.`,
  );
}

function closes(declaration: Declaration, where: string): boolean {
  return !isIndexable(
    tableRule({ ...declaration, path: '/' }, { source: `${declaration.decorator} ${where}` }).policy,
  );
}

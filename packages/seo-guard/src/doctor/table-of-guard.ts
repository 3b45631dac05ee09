import type { Explanation } from '../explaining/explanation.js';
import type { GuardedPattern, GuardedTable } from './guarded-table.js';
import { isNoindexed } from './is-noindexed.js';

/** The parts of `SeoGuard` that the doctor asks. */
export interface ExplainingGuard {
  explain(target: string): Explanation;
  rules(): readonly GuardedPattern[];
}

/** The table of a guard, without the lock of its environment and without the rules of our own files. */
export function tableOfGuard(guard: ExplainingGuard, ownPaths: readonly string[]): GuardedTable {
  return {
    rules: guard.rules().filter(({ path }) => !ownPaths.includes(path)),
    noindexBy: (target, crawlers) =>
      guard
        .explain(target)
        .rules.filter(({ source }) => !source.startsWith('environment '))
        .find(({ robots }) => isNoindexed(robots, crawlers))?.source,
  };
}

import { explain } from '../explaining/explain.js';
import { resolveSeoGuardOptions } from '../resolve-seo-guard-options.js';
import { formatRobotsTag } from '../robots/format-robots-tag.js';
import type { SeoGuardModuleOptions } from '../seo-guard.module-definition.js';
import { DecisionTable } from '../table/decision-table.js';
import type { ExplainingGuard } from './table-of-guard.js';

/** What `SeoGuard` says of these options, without an application. */
export function guardOf(options: SeoGuardModuleOptions): ExplainingGuard {
  const { rules, defaults } = resolveSeoGuardOptions(options);
  const table = new DecisionTable(rules, defaults);
  return {
    explain: (target) => explain(target, table.find(target)),
    rules: () => rules.map(({ path, source, policy }) => ({ path, source, robots: formatRobotsTag(policy) })),
  };
}

import { NOINDEX_NOFOLLOW } from './robots/robots-directives.js';
import type { SeoGuardModuleOptions } from './seo-guard.module-definition.js';
import type { Defaults } from './table/decision-table.js';
import type { PathRule } from './table/path-rule.js';
import { tableRule, type TableRule } from './table/table-rule.js';

/** Options with their defaults, and checked. */
export interface ResolvedSeoGuardOptions {
  readonly rules: readonly TableRule[];
  readonly defaults: Defaults;
  readonly environment: string;
  readonly explainHeader: boolean;
}

/** Injection token of {@link ResolvedSeoGuardOptions}. */
export const SEO_GUARD_OPTIONS = Symbol('couplekit:seo-guard-options');

/** The only environment that may be indexed. */
export const PRODUCTION = 'production';

/** @throws {TypeError} naming the option that cannot be used */
export function resolveSeoGuardOptions(options: SeoGuardModuleOptions): ResolvedSeoGuardOptions {
  const { rules = [], unmatched = NOINDEX_NOFOLLOW, explainHeader = false } = options;
  // A variable that is not set must not open staging.
  const { environment } = { environment: PRODUCTION, ...options };
  if (typeof environment !== 'string' || environment.trim() === '') {
    throw new TypeError(`seo-guard: environment must be a name, such as "${PRODUCTION}" or "staging".`);
  }
  if (!Array.isArray(rules)) throw new TypeError('seo-guard: rules must be a list.');
  if (typeof explainHeader !== 'boolean') {
    throw new TypeError('seo-guard: explainHeader must be true or false.');
  }
  const everywhere = { path: '/{*path}', robots: NOINDEX_NOFOLLOW };
  return {
    rules: rules.map(ruleAt),
    defaults: {
      unmatched: tableRule({ path: '/{*path}', robots: unmatched }, { source: 'unmatched path', name: 'unmatched' }), // prettier-ignore
      everywhere:
        environment === PRODUCTION ? [] : [tableRule(everywhere, { source: `environment ${environment}` })],
    },
    environment,
    explainHeader: explainHeader && environment !== PRODUCTION,
  };
}

function ruleAt(rule: PathRule, at: number): TableRule {
  const name = `rules[${at}]`;
  if (typeof rule !== 'object' || rule === null) throw new TypeError(`seo-guard: ${name} must be an object.`);
  return tableRule(rule, { source: `rule ${rule.path}`, name });
}

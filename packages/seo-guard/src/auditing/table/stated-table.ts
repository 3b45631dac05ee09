import { explain } from '../../explaining/explain.js';
import { parseRobotsTag } from '../../robots/parse-robots-tag.js';
import { compilePattern } from '../../table/path-pattern.js';
import { DecisionTable } from '../../table/decision-table.js';
import type { TableRule } from '../../table/table-rule.js';
import type { AuditedTable } from './audited-table.js';

/** A table as data, such as JSON. */
export interface StatedTable {
  readonly rules: readonly StatedRule[];
  /** For paths that no rule matches, as an `X-Robots-Tag` value. @default nothing is expected of them */
  readonly unmatched?: string;
}

/** One rule of a table as data. */
export interface StatedRule {
  /** A path as Nest 12 writes it in routes, from the root: `/share{/*path}`. */
  readonly path: string;
  /** As an `X-Robots-Tag` value: `noindex, nofollow`; empty for pages that may be indexed. @default '' */
  readonly robots?: string;
  /** Whether its responses must be kept out of caches and referrers. @default false */
  readonly sensitive?: boolean;
  /** Lifts what other rules say about caches. @default false */
  readonly cacheable?: boolean;
  /** For people. @default `rule` and the path */
  readonly source?: string;
}

const UNMATCHED = 'unmatched path';

/**
 * Makes a table of data.
 * @throws {TypeError} naming the rule or member that cannot be used
 */
export function statedTable(stated: StatedTable): AuditedTable {
  const { rules, unmatched = '' } = checked(stated);
  const compiled = rules.map(tableRule);
  const table = new DecisionTable(compiled, {
    unmatched: tableRule({ path: '/', robots: unmatched, source: UNMATCHED }),
    everywhere: [],
  });
  const listed = rules.map(({ path, robots = '', sensitive = false }, at) => ({
    path,
    robots,
    sensitive,
    source: compiled[at]?.source ?? '',
  }));
  return { explain: (url) => explain(url, table.find(url)), rules: () => listed };
}

/** A table as data that can be written to a file, for an audit from outside: `JSON.stringify(tableOf(app.get(SeoGuard)))`. */
export function tableOf(table: AuditedTable): StatedTable {
  const rules = table.rules();
  const own = new Set(rules.map(({ source }) => source));
  // A path that nothing is called tells what holds for those that no rule matches, and everywhere.
  const others = table.explain('/couplekit-probe-unmatched').rules.filter(({ source }) => !own.has(source));
  const everywhere = others.filter(({ source }) => source !== UNMATCHED);
  return {
    rules: [...rules, ...everywhere.map((rule) => ({ ...rule, path: '/{*path}' }))],
    unmatched: others.find(({ source }) => source === UNMATCHED)?.robots ?? '',
  };
}

function tableRule({
  path,
  robots = '',
  sensitive = false,
  cacheable = false,
  source = `rule ${path}`,
}: StatedRule): TableRule {
  const pattern = compilePattern(path, 'path');
  return { path, pattern, reach: 'path', source, policy: parseRobotsTag(robots), sensitive, cacheable };
}

const MEMBERS = {
  path: 'string',
  robots: 'string',
  source: 'string',
  sensitive: 'boolean',
  cacheable: 'boolean',
};

function checked(stated: StatedTable): StatedTable {
  const { rules, unmatched }: { readonly rules?: unknown; readonly unmatched?: unknown } = stated ?? {};
  if (!Array.isArray(rules)) throw new TypeError('table: rules must be a list of { path, robots }.');
  if (unmatched !== undefined && typeof unmatched !== 'string')
    throw new TypeError('table: unmatched must be a text.');
  for (const [at, rule] of (rules as readonly unknown[]).entries()) {
    if (typeof rule !== 'object' || rule === null || !('path' in rule)) {
      throw new TypeError(`table: rules[${at}] must be an object with a path.`);
    }
    for (const [name, value] of Object.entries(rule)) {
      const type = (MEMBERS as Readonly<Record<string, string | undefined>>)[name];
      if (type === undefined)
        throw new TypeError(`table: rules[${at}] has a member "${name}" that is not known.`);
      if (typeof value !== type) throw new TypeError(`table: rules[${at}].${name} must be a ${type}.`);
    }
  }
  return stated;
}

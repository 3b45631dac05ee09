import { BoundedCache } from './bounded-cache.js';
import { decide, isUncached, type Decision } from './decision.js';
import { pathReadings } from './path-readings.js';
import { PathTable } from './path-table.js';
import type { TableRule } from './table-rule.js';

/** Paths, and combinations of rules, that are remembered in each of two generations. */
const REMEMBERED = 1_000;
/** Longer request targets are decided anew each time, so that they cannot fill the memory. */
const LONGEST_REMEMBERED = 400;

/** Rules that do not depend on a path. */
export interface Defaults {
  /** For paths that no rule matches. */
  readonly unmatched: TableRule;
  /** For every path, whatever else matches. */
  readonly everywhere: readonly TableRule[];
}

/** Decides about paths, by all rules of an application. What it remembers depends on nothing but the path. */
export class DecisionTable {
  private readonly table: PathTable;
  private readonly byPath = new BoundedCache<Decision>(REMEMBERED);
  /** Many paths are decided by the same rules. */
  private readonly byRules = new BoundedCache<Decision>(REMEMBERED);
  private readonly ids: ReadonlyMap<TableRule, number>;

  constructor(
    readonly rules: readonly TableRule[],
    private readonly defaults: Defaults,
  ) {
    this.table = new PathTable(rules);
    const all = [...rules, defaults.unmatched, ...defaults.everywhere];
    this.ids = new Map(all.map((rule, id) => [rule, id]));
  }

  /** What holds for a request target or URL. */
  find(target: string): Decision {
    const query = target.indexOf('?');
    const path = query < 0 ? target : target.slice(0, query);
    const known = this.byPath.get(path);
    if (known !== undefined) return known;
    const decision = this.decide(path);
    // A slice keeps the whole target in memory.
    if (target.length <= LONGEST_REMEMBERED) this.byPath.set(path, decision);
    return decision;
  }

  /** Each reading is decided by itself: what none of its rules mentions is unmatched, whatever the others say. */
  private decide(target: string): Decision {
    const { unmatched, everywhere } = this.defaults;
    const readings = pathReadings(target).map((path) => this.table.matching(path));
    const found = readings.flatMap((matched) => (matched.length > 0 ? matched : [unmatched]));
    const rules = new Set([...everywhere, ...found]);
    const uncached = readings.some(isUncached);
    const key = `${[...rules].map((rule) => this.ids.get(rule)).join()}${uncached ? '!' : ''}`;
    const known = this.byRules.get(key);
    if (known) return known;
    const decision = decide([...rules], uncached);
    this.byRules.set(key, decision);
    return decision;
  }
}

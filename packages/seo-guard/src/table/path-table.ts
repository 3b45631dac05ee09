import { segmentKey } from './path-pattern.js';
import type { TableRule } from './table-rule.js';

/** Finds rules by path. */
export class PathTable {
  /** By first segment; those that may begin with any are in each. */
  private readonly bySegment = new Map<string, readonly TableRule[]>();
  private readonly anySegment: readonly TableRule[];

  constructor(rules: readonly TableRule[]) {
    this.anySegment = rules.filter(({ pattern }) => pattern.firstSegment === undefined);
    for (const key of new Set(rules.flatMap(({ pattern }) => pattern.firstSegment ?? []))) {
      this.bySegment.set(key, rules.filter(({ pattern }) => (pattern.firstSegment ?? key) === key)); // prettier-ignore
    }
  }

  /** Every rule that matches a path, in their order. */
  matching(path: string): readonly TableRule[] {
    const end = path.indexOf('/', 1);
    const segment = path.slice(1, end < 0 ? undefined : end);
    const rules = this.bySegment.get(segmentKey(segment)) ?? this.anySegment;
    return rules.filter(({ pattern }) => pattern.regexp.test(path));
  }
}

import type { LayoutFinding } from './layout-finding.js';
import type { LayoutLimits } from './layout-limits.js';
import type { PageLayout } from './page-layout.js';

/** What was found on one page in one window, with everything that was measured. */
export interface CheckedLayout {
  readonly url: string;
  readonly layout: PageLayout;
  readonly findings: readonly LayoutFinding[];
  /** Path of the picture with the boxes drawn. */
  readonly screenshot?: string;
}

/** Evidence of a check, as plain JSON. */
export interface AdLayoutReport {
  readonly schema: 'couplekit/ad-layout/1';
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
  /** No errors; warnings do not count. */
  readonly passed: boolean;
  readonly errors: number;
  readonly warnings: number;
  /** Slots that were seen; a page without ads passes, and says so here. */
  readonly slots: number;
  readonly limits: LayoutLimits;
  readonly pages: readonly CheckedLayout[];
}

/** Sums up what was checked. */
export function reportOf(
  pages: readonly CheckedLayout[],
  limits: LayoutLimits,
  checkedAt: Date,
): AdLayoutReport {
  const findings = pages.flatMap((page) => page.findings);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    schema: 'couplekit/ad-layout/1',
    checkedAt: checkedAt.toISOString(),
    passed: errors === 0,
    errors,
    warnings: findings.length - errors,
    slots: pages.reduce((sum, { layout }) => sum + layout.states[0].slots.length, 0),
    limits,
    pages,
  };
}

import type { EnforcementAction } from '../adsense/policy-issue.js';

/**
 * Mildest first. The order is ours, by what is left of the ads; Google publishes none.
 */
const BY_SEVERITY: readonly EnforcementAction[] = [
  'WARNED',
  'AD_PERSONALIZATION_RESTRICTED',
  'AD_SERVED_WITH_CLICK_CONFIRMATION',
  'AD_SERVING_RESTRICTED',
  'AD_SERVING_DISABLED',
];

/** Whether somebody has to look at an action that nobody here knows: it is taken for worse than all others. */
export function isUnknownAction(action: EnforcementAction): boolean {
  return !BY_SEVERITY.includes(action);
}

/** Greater is worse. */
export function severityOf(action: EnforcementAction): number {
  return isUnknownAction(action) ? BY_SEVERITY.length : BY_SEVERITY.indexOf(action);
}

import fc from 'fast-check';
import type { PolicyIssue } from '../adsense/policy-issue.js';

export const ISSUE: PolicyIssue = {
  name: 'accounts/pub-1234567890123456/policyIssues/1',
  entityType: 'SITE',
  site: 'couple.example',
  siteSection: undefined,
  uri: undefined,
  action: 'AD_SERVED_WITH_CLICK_CONFIRMATION',
  topics: [{ topic: 'Unintended clicks', type: 'POLICY', mustFix: false }],
  adClients: [],
  adRequestCount: 10,
  firstDetected: '2026-11-01',
  lastDetected: '2026-11-20',
  escalatesOn: undefined,
};

const day = fc.integer({ min: 20, max: 30 }).map((date) => `2026-11-${date}`);

const topic = fc.record({
  topic: fc.constantFrom('Unintended clicks', 'Dishonest behavior', 'Gambling'),
  type: fc.constantFrom('POLICY', 'REGULATORY'),
  mustFix: fc.boolean(),
});

/** An issue by the name that is given. */
export function anyIssue(name: string): fc.Arbitrary<PolicyIssue> {
  return fc
    .record({
      action: fc.constantFrom(
        'WARNED',
        'AD_PERSONALIZATION_RESTRICTED',
        'AD_SERVED_WITH_CLICK_CONFIRMATION',
        'AD_SERVING_RESTRICTED',
        'AD_SERVING_DISABLED',
        'ENFORCEMENT_ACTION_UNSPECIFIED',
        'AD_SERVED_UPSIDE_DOWN',
      ),
      topics: fc.uniqueArray(topic, { selector: (each) => each.topic }),
      adRequestCount: fc.nat(),
      lastDetected: day,
      escalatesOn: fc.option(day, { nil: undefined }),
    })
    .map((parts) => ({ ...ISSUE, name, ...parts }));
}

/** A whole listing: some of six issues. */
export const anyListing: fc.Arbitrary<readonly PolicyIssue[]> = fc
  .subarray(['a', 'b', 'c', 'd', 'e', 'f'])
  .chain((names) => fc.tuple(...names.map((name) => anyIssue(name))));

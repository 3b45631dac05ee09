import * as ads from '@couplekit/seo-guard/ads';
import { expect, it } from 'vitest';

it('the built package exports the watch on AdSense', () => {
  const names = [
    'AdSenseError',
    'CONFIRMED_CLICK',
    'CREATE_POLICY_ISSUE_TABLE',
    'ConfirmedClickModule',
    'ConfirmedClickPoller',
    'DROP_POLICY_ISSUE_TABLE',
    'InMemoryPolicyIssueStore',
    'LogAlerts',
    'POLICY_ISSUE_TABLE',
    'PolicyIssueAlerts',
    'PolicyIssueListener',
    'PolicyIssueStore',
    'PostgresPolicyIssueStore',
    'listPolicyIssues',
  ];
  expect(
    Object.keys(ads)
      .filter((name) => names.includes(name))
      .toSorted(),
  ).toEqual(names);
});

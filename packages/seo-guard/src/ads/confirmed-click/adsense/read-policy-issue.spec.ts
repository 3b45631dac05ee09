import { describe, expect, it } from 'vitest';
import { AdSenseError } from './adsense-error.js';
import { placeOf } from './policy-issue.js';
import { readPolicyIssue } from './read-policy-issue.js';

const WRITTEN = {
  name: 'accounts/pub-1234567890123456/policyIssues/7',
  entityType: 'SITE_SECTION',
  site: 'couple.example',
  siteSection: 'couple.example/quiz',
  adClients: ['ca-pub-1234567890123456'],
  policyTopics: [{ topic: 'Unintended clicks', type: 'POLICY', mustFix: true }],
  adRequestCount: '9007199254',
  action: 'AD_SERVED_WITH_CLICK_CONFIRMATION',
  firstDetectedDate: { year: 2026, month: 1, day: 2 },
  lastDetectedDate: { year: 2026, month: 11, day: 24 },
  warningEscalationDate: { year: 2026, month: 12, day: 1 },
};

describe('a policy issue', () => {
  it('is read as the API writes it', () => {
    expect(readPolicyIssue(WRITTEN)).toEqual({
      name: WRITTEN.name,
      entityType: 'SITE_SECTION',
      site: 'couple.example',
      siteSection: 'couple.example/quiz',
      uri: undefined,
      action: 'AD_SERVED_WITH_CLICK_CONFIRMATION',
      topics: [{ topic: 'Unintended clicks', type: 'POLICY', mustFix: true }],
      adClients: ['ca-pub-1234567890123456'],
      adRequestCount: 9_007_199_254,
      firstDetected: '2026-01-02',
      lastDetected: '2026-11-24',
      escalatesOn: '2026-12-01',
    });
  });

  it('keeps words that nobody here knows', () => {
    const issue = readPolicyIssue({
      ...WRITTEN,
      action: 'AD_SERVED_UPSIDE_DOWN',
      entityType: 'PLANET',
      policyTopics: [{ topic: 'Gravity', type: 'PHYSICS' }],
    });
    expect(issue).toMatchObject({
      action: 'AD_SERVED_UPSIDE_DOWN',
      entityType: 'PLANET',
      topics: [{ topic: 'Gravity', type: 'PHYSICS', mustFix: false }],
    });
  });

  it('without an action has none that would be harmless', () => {
    expect(readPolicyIssue({ ...WRITTEN, action: undefined }).action).toBe('ENFORCEMENT_ACTION_UNSPECIFIED');
  });

  it.each([
    ['without a day', { year: 2026, month: 12, day: 0 }],
    ['without a month', { year: 2026, month: 0, day: 1 }],
    ['without a year', { year: 0, month: 12, day: 1 }],
    ['on the 31st of February', { year: 2026, month: 2, day: 31 }],
    ['that is text', '2026-12-01'],
  ])('has no date from one %s', (_, warningEscalationDate) => {
    expect(readPolicyIssue({ ...WRITTEN, warningEscalationDate }).escalatesOn).toBeUndefined();
  });

  it.each([
    ['is a text', 'accounts/a/policyIssues/7'],
    ['is nothing', null],
    ['has no name', { ...WRITTEN, name: undefined }],
    ['has a name that leads elsewhere', { ...WRITTEN, name: 'accounts/a/../payments/policyIssues/7' }],
    ['has a name with a query', { ...WRITTEN, name: 'accounts/a/policyIssues/7?x=1' }],
    ['has no site', { ...WRITTEN, site: '' }],
    ['has topics that are no list', { ...WRITTEN, policyTopics: {} }],
    ['has a topic that is no object', { ...WRITTEN, policyTopics: ['Gravity'] }],
  ])('that %s cannot be read', (_, value) => {
    expect(() => readPolicyIssue(value)).toThrow(AdSenseError);
  });

  it('is about its page, its section or its site, the narrowest of them', () => {
    const issue = readPolicyIssue({ ...WRITTEN, uri: 'couple.example/quiz/3?invite=secret#top' });
    expect(placeOf(issue)).toBe('couple.example/quiz/3');
    expect(placeOf({ ...issue, uri: undefined })).toBe('couple.example/quiz');
    expect(placeOf({ ...issue, uri: undefined, siteSection: undefined })).toBe('couple.example');
  });
});

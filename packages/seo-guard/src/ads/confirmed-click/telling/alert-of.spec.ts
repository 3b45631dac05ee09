import { describe, expect, it } from 'vitest';
import type { PolicyIssue } from '../adsense/policy-issue.js';
import { ISSUE } from '../deciding/policy-issue.fixture.js';
import type { NoticeSubject } from '../deciding/poll-record.js';
import { alertOf } from './alert-of.js';

const alert = (about: NoticeSubject) => alertOf({ id: 'a', attempts: 0, about });
const STAMP = { id: 'x', at: '2026-11-25T00:00:00.000Z' };
const added = (issue: Partial<PolicyIssue>) =>
  alert({ kind: 'issue', event: { kind: 'new', issue: { ...ISSUE, ...issue }, ...STAMP } });

describe('an alert', () => {
  it('of Confirmed Click says where it is and what to do, in both languages', () => {
    const { level, title, text, link } = added({ siteSection: 'couple.example/quiz' });
    expect(level).toBe('alarm');
    expect(title).toEqual({
      ko: 'AdSense: couple.example/quiz에 광고 클릭 확인(Confirmed Click) 적용',
      en: 'AdSense: Confirmed Click on couple.example/quiz',
    });
    expect(text.ko).toContain('광고가 버튼·링크·메뉴·공유 버튼과 가깝지 않은지');
    expect(text.en).toContain('Check that ads are not close to buttons, links, menus or share controls');
    expect(text.en).toContain('Causes: Unintended clicks.');
    expect(text.ko).toContain('마지막 감지: 2026-11-20.');
    expect(link).toBe('https://support.google.com/adsense/answer/10025624');
  });

  it('never repeats the query of a page, which may hold a token', () => {
    expect(JSON.stringify(added({ uri: 'couple.example/r?token=secret#secret' }))).not.toContain('secret');
  });

  it('of what has become worse says how', () => {
    const issue: PolicyIssue = { ...ISSUE, action: 'AD_SERVING_DISABLED', escalatesOn: '2026-11-30' };
    const { level, text, link } = alert({
      kind: 'issue',
      event: {
        kind: 'escalated',
        issue,
        previous: ISSUE,
        reasons: ['action', 'date-nearer', 'must-fix'],
        ...STAMP,
      },
    });
    expect(level).toBe('alarm');
    expect(text.en).toContain('Action: Confirmed Click → ad serving disabled.');
    expect(text.en).toContain('There is something that must be fixed.');
    expect(text.ko).toContain('제한 시작일: 2026-11-30.');
    expect(link).toBe('https://support.google.com/adsense/answer/9485926');
  });

  it('of a change is a warning, and of an end good news', () => {
    const changed = alert({
      kind: 'issue',
      event: { kind: 'changed', issue: ISSUE, previous: ISSUE, ...STAMP },
    });
    const cleared = alert({ kind: 'issue', event: { kind: 'cleared', issue: ISSUE, ...STAMP } });
    expect([changed.level, cleared.level]).toEqual(['warning', 'good']);
    expect(cleared.text.en).not.toContain('Check');
  });

  it.each(['AD_SERVED_UPSIDE_DOWN', 'constructor'])(
    'of the unknown action %s calls it what Google does',
    (action) => {
      const { title, text } = added({ action });
      expect(title.ko).toBe(`AdSense: couple.example에 ${action} 적용`);
      expect(text.en).toContain('Look it up in the AdSense Policy center.');
    },
  );

  it.each(['credentials', 'refused', 'unreported', 'unavailable'] as const)(
    'of %s says what to do and why',
    (kind) => {
      const trouble = { kind, reason: 'AdSense refuses.', since: STAMP.at, failures: 1, told: true };
      const { level, text } = alert({ kind: 'trouble', trouble, lastSuccess: STAMP.at });
      expect(level).toBe(kind === 'unavailable' ? 'warning' : 'alarm');
      expect(text.en).toMatch(/Last checked: 2026-11-25T00:00:00.000Z\. Reason: AdSense refuses\.$/);
      expect(text.ko).toMatch(/주세요\. 마지막 확인: .* 원인: AdSense refuses\.$/);
      expect(alert({ kind: 'trouble', trouble }).text.ko).toContain('마지막 확인: 없음.');
    },
  );

  it('of being able to read again is good news', () => {
    expect(alert({ kind: 'recovered', since: STAMP.at })).toMatchObject({
      level: 'good',
      title: { en: 'AdSense policy issues are known again' },
    });
  });
});

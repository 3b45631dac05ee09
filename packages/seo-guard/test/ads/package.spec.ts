import * as ads from '@couplekit/seo-guard/ads';
import { expect, it } from 'vitest';

it('the entry ./ads of the built package exports exactly this', () => {
  expect(Object.keys(ads).toSorted()).toEqual([
    'AD_LABELS',
    'AD_LAYOUT_VIEWPORTS',
    'AD_SIZES',
    'AdEligibility',
    'AdsModule',
    'DEFAULT_LIMITS',
    'LAYOUT_RULES',
    'LAYOUT_RULE_IDS',
    'POLICY_SOURCES',
    'PageUnavailableError',
    'PathExplainer',
    'adSlot',
    'adSlotStyles',
    'checkAdLayout',
    'decideAds',
    'isPermittedLabel',
    'judgeLayout',
    'measureText',
    'renderAdSlot',
    'resolveAdEligibilityOptions',
    'resolveLimits',
    'textOfHtml',
  ]);
});

import * as api from '@couplekit/seo-guard';
import { expect, it } from 'vitest';

it('the built package exports exactly this', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'IMAGE_PREVIEWS',
    'NO_RESTRICTION',
    'NoIndex',
    'Robots',
    'SeoGuardModule',
    'formatRobotsTag',
    'mergePolicies',
    'mergeRules',
    'parseRobotsTag',
    'ruleOf',
  ]);
});

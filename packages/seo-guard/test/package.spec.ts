import * as api from '@couplekit/seo-guard';
import { expect, it } from 'vitest';

it('the built package exports exactly this', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'IMAGE_PREVIEWS',
    'Indexable',
    'NO_RESTRICTION',
    'NoIndex',
    'NoIndexInterceptor',
    'Robots',
    'SensitivePage',
    'SeoGuard',
    'SeoGuardModule',
    'formatRobotsTag',
    'isIndexable',
    'mergePolicies',
    'mergeRules',
    'parseRobotsTag',
    'ruleForCrawler',
    'ruleOf',
  ]);
});

import * as api from '@couplekit/seo-guard';
import * as audit from '@couplekit/seo-guard/audit';
import * as testing from '@couplekit/seo-guard/testing';
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
    'SiteFilesConflictError',
    'SitemapProvider',
    'canonicalLink',
    'formatRobotsTag',
    'isIndexable',
    'mergePolicies',
    'mergeRules',
    'parseRobotsTag',
    'robotsMeta',
    'ruleForCrawler',
    'ruleOf',
  ]);
});

it('exports exactly its audit', () => {
  expect(Object.keys(audit).toSorted()).toEqual([
    'AuditUnreachableError',
    'FINDINGS',
    'auditNoIndex',
    'statedTable',
    'tableOf',
  ]);
});

it('exports exactly its kit for tests', () => {
  expect(Object.keys(testing).toSorted()).toEqual(['NOINDEX_CHECKLIST', 'noIndexKit']);
});

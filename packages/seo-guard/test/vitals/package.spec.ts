import * as api from '@couplekit/seo-guard/vitals';
import { expect, it } from 'vitest';
import * as webVitals from 'web-vitals';

it('the built entry ./vitals exports exactly this', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'CREATE_VITALS_TABLE',
    'DROP_VITALS_TABLE',
    'MemoryVitalsStore',
    'OTHER_ROUTE',
    'PostgresVitalsStore',
    'TokenBuckets',
    'VITALS_DEVICES',
    'VITALS_GROUPINGS',
    'VITALS_LIMITS',
    'VITALS_METRICS',
    'VITALS_TABLE',
    'VitalsRateLimit',
    'VitalsRecorder',
    'VitalsRetention',
    'VitalsStore',
    'WebVitalsModule',
    'clientKey',
    'judgeVitals',
    'reportVitals',
    'summarizeVitals',
    'tellJudgment',
    'tellReport',
    'vitalsBeacon',
    'vitalsTag',
  ]);
});

it('what a page calls takes the installed web-vitals library', () => {
  const library: api.WebVitalsLibrary = webVitals;
  expect(library.onINP).toBeTypeOf('function');
});

it('the built script is complete: it needs nothing but the library', () => {
  const script = api.vitalsBeacon({ library: '/assets/web-vitals.js' });
  expect(script).toContain('import * as webVitals from "/assets/web-vitals.js";');
  expect(script.match(/^import /gm)).toHaveLength(1);
  expect(script).toContain('sendBeacon');
});

import * as api from '@couplekit/observability';
import { expect, it } from 'vitest';

it('the built package exports exactly this', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'ConfigurationError',
    'ObservabilityModule',
    'REQUEST_ID_PATTERN',
    'RequestId',
    'UseContext',
    'captureContext',
    'configureObservability',
    'instrumentOutbound',
    'instrumentPg',
    'runInContext',
  ]);
});

import * as api from '@couplekit/observability';
import { expect, it } from 'vitest';

it('the built package exports exactly this', () => {
  expect(Object.keys(api).toSorted()).toEqual([
    'ConfigurationError',
    'ExporterHealth',
    'ExporterHealthIndicator',
    'LogFilesError',
    'ObservabilityModule',
    'REQUEST_ID_PATTERN',
    'RequestErrorFilter',
    'RequestId',
    'TelemetryConflictError',
    'UseContext',
    'captureContext',
    'configureObservability',
    'dailyLogFiles',
    'instrumentOutbound',
    'instrumentPg',
    'recordError',
    'runInContext',
  ]);
});

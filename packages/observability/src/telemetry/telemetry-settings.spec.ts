import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';
import { READ_VARIABLES } from './known-variables.js';
import { readTelemetrySettings } from './telemetry-settings.js';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

interface Variable {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const NUMBER: Variable = { good: ['1', ' 20 ', '2147483647'], bad: ['-1', '1.5', '1e3', '0x1', '10s', 'Infinity', '2147483648', 'secret'] }; // prettier-ignore
const FROM_0: Variable = { ...NUMBER, good: [...NUMBER.good, '0'] };
const FROM_1: Variable = { ...NUMBER, bad: [...NUMBER.bad, '0'] };
const TIMER: Variable = FROM_1;
const URLS: Variable = {
  good: ['http://c', 'https://user:password@c:4318/base/?a=b#c'],
  bad: ['secret', 'c:4318', 'grpc://secret:4317', 'unix:///secret', 'http://'],
};
const HEADERS: Variable = {
  good: ['a=1', 'Authorization=Basic%20c2VjcmV0', 'a=1, b = 2,', 'a='],
  bad: ['secret', '=secret', 'a=%secret', 'se cret=1', 'a=secret%0d%0ab: c', 'a=1;=2,secret'],
};
const PROTOCOL: Variable = {
  good: ['http/protobuf', 'HTTP/protobuf'],
  bad: ['grpc', 'http/json', 'thrift', 'secret'],
};
const COMPRESSION: Variable = { good: ['gzip', 'none', 'GZIP'], bad: ['zstd', 'deflate', 'secret'] };
const EXPORTER: Variable = { good: ['otlp', 'none', 'None'], bad: ['console', 'zipkin', 'prometheus', 'otlp,console', 'secret'] }; // prettier-ignore
const otlp = (signal: string): readonly (readonly [string, Variable])[] =>
  Object.entries({ ENDPOINT: URLS, HEADERS, TIMEOUT: TIMER, PROTOCOL, COMPRESSION }).map(
    ([name, variable]) => [`OTEL_EXPORTER_OTLP_${signal}${name}`, variable],
  );

const VARIABLES: Readonly<Record<string, Variable>> = {
  LOG_LEVEL: { good: ['trace', 'silent', 'INFO'], bad: ['loud', 'secret'] },
  ...Object.fromEntries(['', 'TRACES_', 'METRICS_'].flatMap(otlp)),
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: {
    good: ['cumulative', 'DELTA', 'lowmemory'],
    bad: ['both', 'secret'],
  },
  OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: {
    good: ['explicit_bucket_histogram'],
    bad: ['base2_exponential_bucket_histogram', 'secret'],
  },
  OTEL_TRACES_EXPORTER: EXPORTER,
  OTEL_METRICS_EXPORTER: EXPORTER,
  OTEL_LOGS_EXPORTER: { good: ['none'], bad: ['otlp', 'console', 'secret'] },
  OTEL_TRACES_SAMPLER: {
    good: ['always_on', 'always_off', 'traceidratio', 'parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'], // prettier-ignore
    bad: ['jaeger_remote', 'xray', 'secret'],
  },
  OTEL_TRACES_SAMPLER_ARG: { good: ['0', '1', '0.25', '.5', '1.0'], bad: ['1.5', '-0.1', '1e-1', '0x1', '10%', 'secret'] }, // prettier-ignore
  OTEL_PROPAGATORS: {
    good: ['none', 'tracecontext', 'baggage,tracecontext', 'baggage, baggage'],
    bad: ['b3', 'b3multi', 'jaeger', 'xray', 'tracecontext,b3', 'none,baggage', ',', 'secret'],
  },
  OTEL_SERVICE_NAME: { good: ['api', 'a b'], bad: [] },
  OTEL_RESOURCE_ATTRIBUTES: {
    good: ['a=b', 'a=%ED%8C%80,', 'a=b,\n c=d\n', 'a=b%0Ac', 'a=b c', 'a=팀'],
    bad: [
      'secret',
      '=secret',
      'a=%secret',
      'a=secret\nb=c',
      'a=b\rsecret',
      'sec\nret=a',
      'a=\u0000secret',
      'a=secret\u0085',
    ],
  },
  OTEL_SDK_DISABLED: { good: ['true', 'FALSE'], bad: ['yes', '1', 'secret'] },
  OTEL_LOG_LEVEL: { good: ['none', 'WARN', 'all'], bad: ['loud', 'silent', 'secret'] },
  OTEL_CONFIG_FILE: { good: [], bad: ['/secret.yaml'] },
  OTEL_BSP_MAX_QUEUE_SIZE: FROM_1,
  OTEL_BSP_MAX_EXPORT_BATCH_SIZE: { ...FROM_1, good: ['1', '2048'], bad: [...FROM_1.bad, '2049'] },
  OTEL_BSP_SCHEDULE_DELAY: FROM_0,
  OTEL_BSP_EXPORT_TIMEOUT: TIMER,
  OTEL_METRIC_EXPORT_INTERVAL: TIMER,
  OTEL_METRIC_EXPORT_TIMEOUT: { ...TIMER, good: ['1', '60000'], bad: [...TIMER.bad, '60001'] },
  OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: FROM_0,
  OTEL_ATTRIBUTE_COUNT_LIMIT: FROM_0,
  OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: FROM_0,
  OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: FROM_0,
  OTEL_SPAN_EVENT_COUNT_LIMIT: FROM_0,
  OTEL_SPAN_LINK_COUNT_LIMIT: FROM_0,
  OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: FROM_0,
  OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: FROM_0,
};

describe('readTelemetrySettings', () => {
  it('has a row above for every variable that it reads, but those that name files, and no other', () => {
    const read = [...READ_VARIABLES].filter((name) => !/CERTIFICATE$|CLIENT_KEY$/.test(name));
    expect(Object.keys(VARIABLES).toSorted()).toEqual(['LOG_LEVEL', ...read].toSorted());
  });

  describe.each(Object.entries(VARIABLES))('%s', (name, { good, bad }) => {
    it('takes what is good, without a warning', () => {
      const ratio = { OTEL_TRACES_SAMPLER: 'traceidratio' };
      for (const value of good) {
        expect(readTelemetrySettings({ ...ratio, [name]: value }).warnings, value).toEqual([]);
      }
    });

    it('takes an empty value as none', () => {
      const without = readTelemetrySettings({});
      for (const value of ['', ' ']) expect(readTelemetrySettings({ [name]: value })).toEqual(without);
    });

    it('stops at what is bad, naming the variable and repeating nothing', () => {
      for (const value of bad) {
        const error = failureOf({ [name]: value });
        expect(error, value).toBeInstanceOf(ConfigurationError);
        expect(error, value).toMatchObject({ variable: name, message: expect.stringContaining(name) });
        expect(`${error?.message} ${String(error?.cause)}`).not.toMatch(/secret|2147483648/);
        expect(error?.message).toMatch(/^[\w ]+ (must|has|names|is|does) .+[^.]\.$/);
      }
    });
  });

  it('has the defaults of the specification', () => {
    expect(readTelemetrySettings({})).toEqual({
      logLevel: 'info',
      diagLevel: undefined,
      resource: { 'service.name': 'unknown_service:node' },
      propagators: ['tracecontext', 'baggage'],
      sampler: { name: 'parentbased_always_on', ratio: 1 },
      spanLimits: {
        attributeValueLengthLimit: Infinity,
        attributeCountLimit: 128,
        eventCountLimit: 128,
        linkCountLimit: 128,
        attributePerEventCountLimit: 128,
        attributePerLinkCountLimit: 128,
      },
      exporter: undefined,
      batch: {
        maxQueueSize: 2048,
        maxExportBatchSize: 512,
        scheduledDelayMillis: 5000,
        exportTimeoutMillis: 30_000,
      },
      metrics: {
        exporter: undefined,
        exportIntervalMillis: 60_000,
        exportTimeoutMillis: 30_000,
        temporality: 'cumulative',
      },
      warnings: [],
    });
  });

  it.each([
    [ENDPOINT, 'http://collector:4318/v1/traces', 'http://collector:4318/v1/metrics'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c/base/?k=v#f' }, 'https://c/base/v1/traces?k=v', 'https://c/base/v1/metrics?k=v'], // prettier-ignore
    [{ ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://own/x' }, 'http://own/x', 'http://collector:4318/v1/metrics'], // prettier-ignore
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://own/x' }, undefined, 'http://own/x'],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'http://localhost:4318/v1/traces', undefined],
    [{ OTEL_METRICS_EXPORTER: 'otlp' }, undefined, 'http://localhost:4318/v1/metrics'],
    [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }, undefined, 'http://collector:4318/v1/metrics'],
    [{ ...ENDPOINT, OTEL_METRICS_EXPORTER: 'none' }, 'http://collector:4318/v1/traces', undefined],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }, undefined, undefined],
    [{ OTEL_SDK_DISABLED: 'false' }, undefined, undefined],
  ])('%o sends spans to %s and metrics to %s', (env, spans, points) => {
    const { exporter, metrics } = readTelemetrySettings(env);
    expect([exporter?.url, metrics.exporter?.url]).toEqual([spans, points]);
  });

  it("lets the signal's own variables win over the generic ones", () => {
    const { exporter, metrics } = readTelemetrySettings({
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1',
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '2',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b=1',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'B=2',
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '3',
      OTEL_ATTRIBUTE_COUNT_LIMIT: '4',
    });
    expect(exporter).toMatchObject({ timeoutMillis: 2, compression: 'gzip', headers: { a: '1', b: '2' } });
    expect(metrics.exporter).toMatchObject({ timeoutMillis: 1, compression: 'none', headers: { b: '1' } });
  });

  it('lets the generic limits stand in for those of spans', () => {
    const generic = { OTEL_ATTRIBUTE_COUNT_LIMIT: '4', OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '5' };
    expect(readTelemetrySettings(generic).spanLimits).toMatchObject({ attributeCountLimit: 4, attributeValueLengthLimit: 5 }); // prettier-ignore
    const own = { OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '0', OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT: '6' };
    expect(readTelemetrySettings({ ...generic, ...own }).spanLimits).toMatchObject({ attributeCountLimit: 0, attributeValueLengthLimit: 6 }); // prettier-ignore
    const others = {
      OTEL_SPAN_EVENT_COUNT_LIMIT: '1',
      OTEL_SPAN_LINK_COUNT_LIMIT: '2',
      OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT: '3',
      OTEL_LINK_ATTRIBUTE_COUNT_LIMIT: '4',
    };
    expect(readTelemetrySettings(others).spanLimits).toMatchObject({
      eventCountLimit: 1,
      linkCountLimit: 2,
      attributePerEventCountLimit: 3,
      attributePerLinkCountLimit: 4,
    });
  });

  it('reads resource attributes percent-encoded, and the service name from its own variable', () => {
    const OTEL_RESOURCE_ATTRIBUTES = 'service.name=other, team=%ED%8C%80,a=b%3Dc,';
    expect(readTelemetrySettings({ OTEL_RESOURCE_ATTRIBUTES, OTEL_SERVICE_NAME: 'api' }).resource).toEqual({
      'service.name': 'api',
      team: '팀',
      a: 'b=c',
    });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPIONT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
    ['OTEL_EXPORTER_OTLP_TRACE_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'],
    ['OTEL_SERVICENAME', 'OTEL_SERVICE_NAME'],
    ['OTEL_TRACE_SAMPLER', 'OTEL_TRACES_SAMPLER'],
    ['OTEL_RESOURCE_ATTRIBUTE', 'OTEL_RESOURCE_ATTRIBUTES'],
  ])('warns of %s, asking for %s, without its value', (misspelt, meant) => {
    const { warnings } = readTelemetrySettings({ [misspelt]: 'secret' });
    expect(warnings).toEqual([`${misspelt} is not known; is ${meant} meant?`]);
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_LOGS_ENDPOINT', 'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT is not used here.'],
    ['OTEL_BLRP_SCHEDULE_DELAY', 'OTEL_BLRP_SCHEDULE_DELAY is not used here.'],
    ['OTEL_TRACES_SAMPLER_ARG', 'OTEL_TRACES_SAMPLER_ARG is not used: the sampler of OTEL_TRACES_SAMPLER takes none.'], // prettier-ignore
  ])('warns of %s, which does nothing', (name, warning) => {
    expect(readTelemetrySettings({ [name]: '0.5' }).warnings).toEqual([warning]);
  });

  it('does not warn of what is none of its business', () => {
    const others = { OTEL_NODE_RESOURCE_DETECTORS: 'env', OTEL_SEMCONV_STABILITY_OPT_IN: 'http', HOTEL_SERVICE_NAME: 'x' }; // prettier-ignore
    expect(readTelemetrySettings(others).warnings).toEqual([]);
  });

  it('says what to do instead of what others support', () => {
    expect(failureOf({ OTEL_METRICS_EXPORTER: 'prometheus' })?.message).toBe(
      'OTEL_METRICS_EXPORTER must be one of otlp, none: for Prometheus give configureObservability a reader in metricReaders.',
    );
    expect(failureOf({ OTEL_LOGS_EXPORTER: 'otlp' })?.message).toBe(
      'OTEL_LOGS_EXPORTER must be none or not set: logs go to standard output, they are not exported.',
    );
    expect(failureOf({ OTEL_PROPAGATORS: 'b3' })?.message).toBe(
      'OTEL_PROPAGATORS must be none, or a list with commas of tracecontext, baggage.',
    );
  });

  it('reads propagators once each, in the order in which they are carried', () => {
    expect(readTelemetrySettings({ OTEL_PROPAGATORS: 'baggage,tracecontext,baggage' }).propagators).toEqual(['tracecontext', 'baggage']); // prettier-ignore
    expect(readTelemetrySettings({ OTEL_PROPAGATORS: 'None' }).propagators).toEqual([]);
  });

  it('lets an interval that is shorter than the default timeout shorten the timeout', () => {
    expect(readTelemetrySettings({ OTEL_METRIC_EXPORT_INTERVAL: '100' }).metrics).toMatchObject({ exportIntervalMillis: 100, exportTimeoutMillis: 100 }); // prettier-ignore
  });
});

function failureOf(env: Environment): ConfigurationError | undefined {
  try {
    readTelemetrySettings(env);
    return undefined;
  } catch (error) {
    return error as ConfigurationError;
  }
}

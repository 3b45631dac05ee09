import { describe, expect, it } from 'vitest';
import { readTelemetrySettings } from './telemetry-settings.js';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

describe('readTelemetrySettings', () => {
  it('has the defaults of the specification', () => {
    expect(readTelemetrySettings({})).toEqual({
      logLevel: 'info',
      resource: { 'service.name': 'unknown_service:node' },
      sampler: { name: 'parentbased_always_on', ratio: 1 },
      exporter: undefined,
      batch: {
        maxQueueSize: 2048,
        maxExportBatchSize: 512,
        scheduledDelayMillis: 5000,
        exportTimeoutMillis: 30_000,
      },
    });
  });

  it.each([
    [ENDPOINT, 'http://collector:4318/v1/traces'],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c/base/' }, 'https://c/base/v1/traces'],
    [{ ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://own/x' }, 'http://own/x'],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, 'http://localhost:4318/v1/traces'],
    [{ ...ENDPOINT, OTEL_TRACES_EXPORTER: 'none' }, undefined],
    [{ ...ENDPOINT, OTEL_SDK_DISABLED: 'TRUE' }, undefined],
    [{ OTEL_SDK_DISABLED: 'false' }, undefined],
  ])('%o sends spans to %s', (env, url) => {
    expect(readTelemetrySettings(env).exporter?.url).toBe(url);
  });

  it("lets the signal's own variables win over the generic ones", () => {
    const { exporter } = readTelemetrySettings({
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf',
      OTEL_EXPORTER_OTLP_TIMEOUT: '1',
      OTEL_EXPORTER_OTLP_TRACES_TIMEOUT: '2',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'none',
      OTEL_EXPORTER_OTLP_TRACES_COMPRESSION: 'gzip',
      OTEL_EXPORTER_OTLP_HEADERS: 'a=1,b=1',
      OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'b=2',
    });
    expect(exporter).toMatchObject({
      timeoutMillis: 2,
      compression: 'gzip',
      headers: { a: '1', b: '2' },
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
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a key=1'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'key=a%0d%0ab: c'],
    ['OTEL_EXPORTER_OTLP_TRACES_HEADERS', 'key=1;=2,x'],
    ['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL', 'http/json'],
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'thrift'],
    ['OTEL_EXPORTER_OTLP_COMPRESSION', 'zstd'],
    ['OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', '0'],
    ['OTEL_TRACES_SAMPLER_ARG', '0x1'],
    ['OTEL_TRACES_SAMPLER_ARG', '1e-1'],
    ['OTEL_BSP_MAX_EXPORT_BATCH_SIZE', '4096'],
    ['OTEL_BSP_SCHEDULE_DELAY', '1.5'],
    ['OTEL_BSP_EXPORT_TIMEOUT', 'Infinity'],
  ])('stops at %s=%s', (variable, value) => {
    expect(() => readTelemetrySettings({ [variable]: value })).toThrow(expect.objectContaining({ variable }));
  });

  it('never repeats a header in its message', () => {
    for (const value of ['hunter2', 'hunter2 x=1', 'key=hunter2%0a', 'key=%hunter2', '=hunter2']) {
      const read = () => readTelemetrySettings({ OTEL_EXPORTER_OTLP_HEADERS: value });
      expect(read).toThrow('OTEL_EXPORTER_OTLP_HEADERS');
      expect(read).not.toThrow('hunter2');
    }
  });
});

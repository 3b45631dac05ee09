import { startOtlpCollector } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { describe, expect, it } from 'vitest';
import { runScript as run } from './run-script.js';

const REGISTER = '@couplekit/observability/register';

describe('node --import @couplekit/observability/register', () => {
  it('configures the process before the application, which gets the same telemetry', async () => {
    await using collector = await startOtlpCollector();
    const script = `
      import { metrics, trace } from '@opentelemetry/api';
      import { telemetry } from '${REGISTER}';
      trace.getTracer('library').startActiveSpan('job', (span) => {
        console.log(trace.getActiveSpan() === span);
        span.end();
      });
      metrics.getMeter('library').createCounter('jobs').add(1);
      telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
      await telemetry.shutdown();`;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'couple-api' };
    expect(await run(script, env, ['--import', REGISTER])).toEqual({ stdout: 'true\n', stderr: '', code: 0 });
    expect(collector.spans).toMatchObject([{ name: 'job', resource: { 'service.name': 'couple-api' } }]);
    const names = collector.metrics.flat().map(({ name }) => name);
    expect(names).toContain('jobs');
    expect(names).toContain('http.server.request.duration');
  });

  it('follows the statements of the pg that the application has', async () => {
    const database = await createDatabase();
    await using collector = await startOtlpCollector();
    const script = `
      import { telemetry } from '${REGISTER}';
      import pg from 'pg';
      const client = new pg.Client('${database.url}');
      await client.connect();
      await telemetry.tracer.startActiveSpan('job', async (span) => {
        await client.query('SELECT 1');
        span.end();
      });
      await client.end();
      await telemetry.shutdown();`;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'couple-api' };
    expect(await run(script, env, ['--import', REGISTER])).toEqual({ stdout: '', stderr: '', code: 0 });
    const [statement, job] = collector.spans;
    expect(statement).toMatchObject({ kind: 3, attributes: { 'db.system.name': 'postgresql' } });
    expect(statement?.parentSpanId).toBe(job?.spanId);
  });

  it.each([
    ['by --import', `console.log('the application runs')`, ['--import', REGISTER]],
    ['by the application', `import '${REGISTER}'; console.log('the application runs')`, []],
  ])('ends the process with one sentence that names the variable, loaded %s', async (_, script, flags) => {
    const env = { OTEL_EXPORTER_OTLP_HEADERS: 'hunter2' };
    const { stdout, stderr, code } = await run(script, env, flags);
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    const sentence = 'OTEL_EXPORTER_OTLP_HEADERS must look like key1=value1,key2=value2.';
    expect(stderr.split('\n').filter((line) => line.includes('OTEL_'))).toEqual([`[${sentence}]`]);
    expect(stderr).not.toMatch(/hunter2|^\s+at /m);
  });

  it('ends the process where the application sets up another OpenTelemetry first', async () => {
    const script = `
      import { trace } from '@opentelemetry/api';
      import { TracerProvider } from '@opentelemetry/sdk-trace';
      trace.setGlobalTracerProvider(new TracerProvider());
      await import('${REGISTER}');
      console.log('the application runs');`;
    const { stdout, stderr, code } = await run(script, {});
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 });
    expect(stderr).toContain('OpenTelemetry has a tracer provider in this process already.');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('does not keep a process that has nothing more to do, even if the collector hangs', async () => {
    await using collector = await startOtlpCollector();
    collector.mode = 'hang';
    const script = `import { telemetry } from '${REGISTER}'; telemetry.tracer.startSpan('x').end();`;
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    expect(await run(script, env, ['--import', REGISTER])).toEqual({ stdout: '', stderr: '', code: 0 });
  });

  it('lets a process end after shutdown, though the collector holds the last metrics', async () => {
    await using collector = await startOtlpCollector();
    collector.mode = 'hang';
    const script = `
      import { telemetry } from '${REGISTER}';
      telemetry.requestDurations.record('GET', '/', 200, 0.1, 'http');
      await telemetry.shutdown();`;
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_TIMEOUT: '600000',
      OTEL_METRIC_EXPORT_INTERVAL: '600000',
      OTEL_METRIC_EXPORT_TIMEOUT: '600000',
    };
    expect(await run(script, env)).toEqual({ stdout: '', stderr: '', code: 0 });
    expect(collector.metricRequests).toHaveLength(1);
  });

  it('writes what OpenTelemetry says as lines of JSON where OTEL_LOG_LEVEL asks for it', async () => {
    const script = `
      import { diag } from '@opentelemetry/api';
      import { telemetry } from '${REGISTER}';
      diag.createComponentLogger({ namespace: 'part' }).warn('careful', { secret: 1 });
      diag.info('too much');
      await telemetry.shutdown();
      diag.warn('late');`;
    const env = { OTEL_LOG_LEVEL: 'WARN', OTEL_SERVICE_NAME: 'couple-api' };
    const { stdout, code } = await run(script, env, ['--import', REGISTER]);
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        level: 40,
        time: expect.any(String),
        service: 'couple-api',
        context: 'OpenTelemetry',
        msg: 'part careful',
      },
    ]);
  });
});

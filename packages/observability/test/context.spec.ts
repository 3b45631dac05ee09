import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { HttpAdapterHost, NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  ADAPTERS,
  bootApp,
  CapturedLines,
  eventually,
  plainAdapter,
  type AdapterName,
} from '@couplekit/testkit';
import { context, propagation, trace } from '@opentelemetry/api';
import { Logger, PinoLogger } from 'nestjs-pino';
import { afterAll, describe, expect, it } from 'vitest';
import { configureObservability, type Telemetry } from '../src/index.js';
import { EverywhereModule, LoggingFilter } from './everywhere.js';

const telemetry = configureObservability({ env: {} });
afterAll(() => telemetry.shutdown());

describe.each(ADAPTERS)('the context of a request on %s', (adapter) => {
  it('lasts through pipe, handler and interceptor when the body comes late and in pieces', async () => {
    const log = new CapturedLines();
    await using app = await everywhere(adapter, log);
    const answer = await slowly(app.port, [
      'POST /echo HTTP/1.1\r\nHost: x\r\nX-Request-ID: late\r\nContent-Type: application/json\r\n',
      'Connection: close\r\nContent-Length: 7\r\n\r\n',
      '{"a"',
      ':1}',
    ]);
    expect(answer).toContain('"requestId":"late"');
    if (adapter === 'fastify') expect(answer).toContain('"frameworkId":"late"');
    const lines = await linesOf(log, 'late', 4);
    expect(lines.map((line) => line['msg'])).toEqual([
      'in pipe',
      'in handler',
      'in interceptor',
      'request completed',
    ]);
    expect(lines.map((line) => line['context'])).toEqual(['pipe', 'controller', 'interceptor', undefined]);
    expect(new Set(lines.map((line) => line['span_id'])).size).toBe(1);
  });

  it('lasts into filters, also of a body that cannot be parsed', async () => {
    const log = new CapturedLines();
    await using app = await everywhere(adapter, log);
    const headers = { 'Content-Type': 'application/json' };
    const broken = { method: 'POST', body: '{', headers: { ...headers, 'X-Request-ID': 'broken' } };
    expect((await fetch(`${app.url}/echo`, broken)).status).toBe(400);
    expect((await fetch(`${app.url}/teapot`, { headers: { 'X-Request-ID': 'tea' } })).status).toBe(418);
    for (const [id, messages] of [
      ['broken', ['in filter', 'request completed']],
      ['tea', ['in interceptor', 'in filter', 'request completed']],
    ] as const) {
      const lines = await linesOf(log, id, messages.length);
      expect(lines.map((line) => line['msg'])).toEqual(messages);
      expect(lines.at(-1)).toMatchObject({ level: 40 });
    }
  });

  it('gives a line its ids even if the line brings its own', async () => {
    const log = new CapturedLines();
    await using app = await everywhere(adapter, log);
    await fetch(`${app.url}/echo`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Request-ID': 'true-id' },
      body: JSON.stringify({ request_id: 'forged', trace_id: 'forged', other: 1 }),
    });
    const lines = await linesOf(log, 'true-id', 4);
    expect(lines[1]).toMatchObject({ msg: 'in handler', other: 1 });
    expect(log.raw.join()).not.toContain('forged');
    expect(log.raw.find((line) => line.includes('in handler'))?.split('"request_id":')).toHaveLength(2);
  });

  it('is there in an application made by @nestjs/testing', async () => {
    const log = new CapturedLines();
    const testing = await Test.createTestingModule({
      imports: [EverywhereModule.of({ telemetry }, log)],
    }).compile();
    const app = testing.createNestApplication(plainAdapter(adapter), { logger: false });
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    const response = await fetch(`${url}/echo`, { method: 'POST', headers: { 'X-Request-ID': 'tested' } });
    expect(await response.json()).toMatchObject({ requestId: 'tested' });
    await linesOf(log, 'tested', 3);
    await app.close();
  });
});

// After the others, which need what it takes away.
describe.each(ADAPTERS)('without global OpenTelemetry on %s', (adapter) => {
  it('lines have ids all the same', async () => {
    trace.disable();
    context.disable();
    propagation.disable();
    const log = new CapturedLines();
    const own = configureObservability({ env: {}, global: false });
    await using app = await everywhere(adapter, log, own);
    expect(trace.getTracer('x').startSpan('x').isRecording()).toBe(false);
    await fetch(`${app.url}/teapot`, { headers: { 'X-Request-ID': 'local' } });
    const lines = await linesOf(log, 'local', 3);
    expect(new Set(lines.map((line) => line['trace_id'])).size).toBe(1);
    expect(lines[0]?.['trace_id']).toMatch(/^[0-9a-f]{32}$/);
    await own.shutdown();
  });
});

describe('ObservabilityModule', () => {
  it('works in an application without HTTP', async () => {
    const log = new CapturedLines();
    const module = EverywhereModule.of({ telemetry, logLevel: 'warn' }, log);
    const app = await NestFactory.createApplicationContext(module, { logger: false });
    const logger = await app.resolve(PinoLogger);
    logger.info('below the level');
    logger.warn('of a worker');
    const service = telemetry.serviceName;
    expect(log.lines).toEqual([{ level: 40, time: expect.any(String), service, msg: 'of a worker' }]);
    await app.close();
  });

  it.each([
    ['telemetry', {}],
    ['requestIdHeader', { telemetry, requestIdHeader: 'X Request' }],
    ['logLevel', { telemetry, logLevel: 'loud' }],
    ['trustRequestId', { telemetry, trustRequestId: 'yes' }],
    ['trustTraceContext', { telemetry, trustTraceContext: 1 }],
  ])('stops the start at an option that is wrong, naming it: %s', async (name, options) => {
    const module = EverywhereModule.of(options as { telemetry: Telemetry }, new CapturedLines());
    const boot = NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
    await expect(boot).rejects.toThrow(name);
  });
});

async function everywhere(adapter: AdapterName, log: CapturedLines, own: Telemetry = telemetry) {
  return bootApp({
    adapter,
    module: EverywhereModule.of({ telemetry: own }, log),
    configure: (app) => {
      app.useLogger(app.get(Logger));
      app.useGlobalFilters(new LoggingFilter(app.get(HttpAdapterHost)));
    },
  });
}

const linesOf = (log: CapturedLines, id: string, count: number) =>
  eventually(() => {
    const lines = log.lines.filter((line) => line['request_id'] === id);
    return lines.length === count && lines;
  });

/** Sends the parts one by one, each after the one before must have arrived. */
async function slowly(port: number, parts: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  let received = '';
  socket.on('data', (chunk) => (received += chunk.toString()));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  for (const part of parts) {
    socket.write(part);
    await delay(25);
  }
  await closed;
  return received;
}

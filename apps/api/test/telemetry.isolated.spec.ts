import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { runInContext, type Telemetry } from '@couplekit/observability';
import { ADAPTERS, eventually, startOtlpCollector, type OtlpCollector } from '@couplekit/testkit';
import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTelemetry } from '../src/start-telemetry.js';
import { call, joinedCouple } from './couple-client.js';
import { runApi, type RunningApi } from './running-api.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const CALLER = { traceparent: `00-${TRACE}-b7ad6b7169203331-01`, 'X-Request-ID': 'from-caller' };

/** Keeps the headers of every request that comes. */
async function startListener() {
  const received: IncomingHttpHeaders[] = [];
  const server = createServer(({ headers }, response) => {
    received.push(headers);
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
  return { url: `http://127.0.0.1:${port}`, received, stop };
}

let collector: OtlpCollector;
let telemetry: Telemetry;
let slack: Awaited<ReturnType<typeof startListener>>;

beforeAll(async () => {
  [collector, slack] = await Promise.all([startOtlpCollector(), startListener()]);
  const env = {
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_BSP_SCHEDULE_DELAY: '10',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
  };
  telemetry = startTelemetry(env, { codeRef: 'test build', slackWebhookUrl: `${slack.url}/services/x` });
});
afterAll(async () => {
  await telemetry.shutdown();
  await Promise.all([collector[Symbol.asyncDispose](), slack.stop()]);
});

const accessLine = (api: RunningApi, requestId: string | null) =>
  eventually(() => api.log.lines.find((line) => line['request_id'] === requestId && 'duration_ms' in line));
const spansOf = (trace: unknown) => collector.spans.filter(({ traceId }) => traceId === trace);

describe.each(ADAPTERS)('telemetry of the service on %s', (adapter) => {
  let api: RunningApi;
  beforeAll(async () => void (api = await runApi(adapter, { telemetry })));
  afterAll(() => api[Symbol.asyncDispose]());

  it('is one trace of a request and of its statements, which has neither values nor names of people', async () => {
    const couple = await joinedCouple(api.url);
    const read = await call(couple.session, 'GET', { token: couple.a });
    const line = await accessLine(api, read.headers.get('x-request-id'));
    const spans = await eventually(() => {
      const found = spansOf(line['trace_id']);
      return found.some(({ kind }) => kind === 2) && found;
    });
    const [request, ...others] = spans.filter(({ kind }) => kind === 2);
    const statements = spans.filter(({ attributes }) => 'db.system.name' in attributes);
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      name: 'GET /api/couples/sessions/:sessionId',
      spanId: line['span_id'],
      resource: {
        'service.name': 'couplekit-api',
        'service.version': 'test build',
        'deployment.environment.name': 'test',
      },
    });
    expect(statements.length).toBeGreaterThan(0);
    for (const { parentSpanId } of statements) expect(parentSpanId).toBe(request?.spanId);
    const exported = JSON.stringify(collector.spans);
    for (const secret of ['하나', '두리', couple.a, couple.b]) expect(exported).not.toContain(secret);
  });

  it('tells browsers the trace of their request in Server-Timing', async () => {
    const { headers } = await call(`${api.url}/nothing`, 'GET');
    const line = await accessLine(api, headers.get('x-request-id'));
    const ids = `${String(line['trace_id'])}-${String(line['span_id'])}`;
    expect(headers.get('server-timing')).toBe(`traceparent;desc="00-${ids}-01"`);
  });

  it('takes the request id of a caller, and not its trace, which is linked', async () => {
    const { headers } = await call(`${api.url}/healthz`, 'GET', { headers: CALLER });
    expect(headers.get('x-request-id')).toBe('from-caller');
    const { trace_id } = await accessLine(api, 'from-caller');
    expect(trace_id).not.toBe(TRACE);
    const [span] = await eventually(() => spansOf(trace_id).length > 0 && spansOf(trace_id));
    expect(span).toMatchObject({ parentSpanId: '', links: [{ traceId: TRACE }] });
  });

  it('keeps what is known of people out of log lines', async () => {
    new Logger('test').warn({ nickname: '비밀별명', rater_key: 'k-4711', couple: 'c-1', selfAnswers: [5] });
    const line = await eventually(() => api.log.lines.find(({ couple }) => couple === 'c-1'));
    expect(line).toMatchObject({
      nickname: '[redacted]',
      rater_key: '[redacted]',
      selfAnswers: '[redacted]',
    });
  });

  it('goes by TRUST_REQUEST_ID and TRUST_TRACE_CONTEXT', async () => {
    const env = { TRUST_REQUEST_ID: 'off', TRUST_TRACE_CONTEXT: 'on' };
    await using inside = await runApi(adapter, { telemetry, env });
    const { headers } = await call(`${inside.url}/healthz`, 'GET', { headers: CALLER });
    const id = headers.get('x-request-id');
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
    expect(await accessLine(inside, id)).toMatchObject({
      client_request_id: 'from-caller',
      trace_id: TRACE,
    });
  });
});

describe('a request that leaves the service', () => {
  it('carries the ids of the request that it is made for, but not to Slack', async () => {
    const sibling = await startListener();
    await runInContext({ 'x-request-id': 'r-7' }, async () => {
      await fetch(sibling.url);
      await fetch(slack.url);
    });
    await sibling.stop();
    expect(sibling.received).toMatchObject([
      { 'x-request-id': 'r-7', traceparent: expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/) },
    ]);
    expect(slack.received).toHaveLength(1);
    expect(slack.received[0]).not.toHaveProperty('x-request-id');
    expect(slack.received[0]).not.toHaveProperty('traceparent');
  });
});

describe('readiness', () => {
  it('has the exporter as a detail, and does not fail with it', async () => {
    await using api = await runApi('fastify', { telemetry });
    const ready = () => call(`${api.url}/readyz`, 'GET');
    await eventually(async () => (await ready()).body.telemetry.exported > 0);
    expect((await ready()).body).toMatchObject({
      status: 'ok',
      database: 'up',
      telemetry: { status: 'up', exporter: 'ok', lastSuccessAt: expect.any(String) },
    });
    collector.mode = 'refused';
    const outage = await eventually(async () => {
      const reply = await ready();
      return reply.body.telemetry.exporter === 'down' && reply;
    });
    expect(outage).toMatchObject({
      status: 200,
      body: { status: 'ok', telemetry: { status: 'up', reason: expect.stringContaining('ECONNREFUSED') } },
    });
    const told = api.log.lines.filter(({ event, to }) => event === 'exporter_health' && to === 'down');
    expect(new Set(told.map(({ signal }) => signal)).size).toBe(told.length);
    collector.mode = 'ok';
    await eventually(async () => (await ready()).body.telemetry.exporter === 'ok');
  });
});

import { ADAPTERS, eventually, getRequest, rawHttp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureObservability, type Telemetry } from '../src/index.js';
import { observedApp, type ObservedApp } from './observed-app.js';

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe.each(ADAPTERS)('requests on %s', (adapter) => {
  let telemetry: Telemetry;
  let app: ObservedApp;
  beforeAll(async () => {
    telemetry = configureObservability({ env: {} });
    app = await observedApp(adapter, telemetry);
  });
  afterAll(async () => {
    await app.close();
    await telemetry.shutdown();
  });

  const linesOf = (id: string) => app.log.lines.filter((line) => line['request_id'] === id);
  const accessLine = (id: string) => eventually(() => linesOf(id).find((line) => 'duration_ms' in line));
  const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url}${path}`, { headers });

  it.each(['order-7', '01JD2Z1Y3K5V8S9T0WQXABCDEF', 'a'.repeat(128), 'Root=1-67/abc+d=='])(
    'accept the id %s',
    async (id) => {
      const response = await get('/items/1', { 'X-Request-ID': id });
      expect(response.headers.get('x-request-id')).toBe(id);
      expect(await response.json()).toMatchObject({ requestId: id });
    },
  );

  it.each([
    ['too long', 'a'.repeat(129), 'a'.repeat(128)],
    ['with a space', 'a b', 'a b'],
    ['that could forge a log line', 'x"}\t{"level":60', 'x"}\\u0009{"level":60'],
    ['in bytes beyond ASCII', 'é', '\\u00e9'],
  ])('make an id instead of one %s, and log what was sent', async (_, sent, logged) => {
    const response = await get('/items/1', { 'X-Request-ID': sent });
    const id = response.headers.get('x-request-id') ?? '';
    expect(id).toMatch(UUID7);
    expect(await accessLine(id)).toMatchObject({ client_request_id: logged });
  });

  it.each([
    ['200', getRequest('/items/1'), 200],
    ['HEAD', getRequest('/items/1', 'HEAD'), 200],
    ['a raw stream', getRequest('/stream'), 200],
    ['404', getRequest('/nothing?secret=1'), 404],
    ['a guard that refuses', getRequest('/guarded'), 403],
    ['an error in a handler', getRequest('/fails'), 500],
    ['a malformed URL', getRequest('/items/%E0%A4%A'), 400],
    ['malformed JSON', 'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1\r\nConnection: close\r\n\r\n{', 400], // prettier-ignore
    ['a body that is too large', `POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1200000\r\nConnection: close\r\n\r\n${'x'.repeat(1_200_000)}`, 413], // prettier-ignore
  ])('answer with exactly one X-Request-ID line and one access line: %s', async (_, request, status) => {
    const id = `matrix-${status}-${Math.random().toString(36).slice(2)}`;
    const withId = request.replace('\r\n', `\r\nX-Request-ID: ${id}\r\n`);
    const response = await rawHttp(app.port, withId);
    expect(response.status).toBe(status);
    expect(response.headers.filter(([name]) => name === 'x-request-id')).toEqual([['x-request-id', id]]);
    expect(await accessLine(id)).toMatchObject({ status });
    expect(linesOf(id).filter((line) => 'duration_ms' in line)).toHaveLength(1);
    expect(JSON.stringify(linesOf(id))).not.toContain('secret=1');
  });

  it('carry one request id, trace id, span id and flags in every line, across awaits, timers and guards', async () => {
    for (const [path, messages] of [
      ['/items/9', ['before', 'after await', 'in timer', 'request completed']],
      ['/guarded', ['in guard', 'request completed']],
    ] as const) {
      const response = await get(path);
      const id = response.headers.get('x-request-id') ?? '';
      await accessLine(id);
      expect(linesOf(id).map((line) => line['msg'])).toEqual(messages);
      expect(new Set(linesOf(id).map((line) => line['trace_id'])).size).toBe(1);
      const raw = app.log.raw.filter((line) => line.includes(id));
      expect(raw).toHaveLength(messages.length);
      for (const line of raw) {
        for (const key of ['request_id', 'trace_id', 'span_id', 'trace_flags']) {
          expect(line.split(`"${key}":`)).toHaveLength(2);
        }
      }
    }
  });

  it('never mix with 200 others at the same time', async () => {
    const ids = Array.from({ length: 200 }, (_, n) => `crowd-${n}`);
    await Promise.all(ids.map((id) => get(`/items/${id}`, { 'X-Request-ID': id })));
    for (const id of ids) {
      await accessLine(id);
      expect(linesOf(id).map((line) => line['msg'])).toEqual([
        'before',
        'after await',
        'in timer',
        'request completed',
      ]);
      expect(linesOf(id).find((line) => 'item' in line)).toMatchObject({ item: id });
    }
  });

  it('leave one access line with template, status, duration and bytes, and no query, header or token', async () => {
    const token = 'Xb3dEfGh1jKlMn0pQrStUvWxYz0123456789_-abcde';
    const response = await get(`/items/${token}?password=hunter2`, {
      Authorization: 'Bearer hunter2',
      Cookie: 'sid=hunter2',
    });
    const line = await accessLine(response.headers.get('x-request-id') ?? '');
    expect(line).toMatchObject({
      level: 30,
      method: 'GET',
      route: '/items/:id',
      path: '/items/[redacted]',
      status: 200,
      duration_ms: expect.any(Number),
    });
    expect(line['bytes']).toBeGreaterThan(100);
    expect(app.log.raw.join()).not.toContain('hunter2');
    expect(JSON.stringify(line)).not.toContain(token);
  });

  it('log a failure with its stack and cause but none of its other fields', async () => {
    const response = await get('/fails');
    const id = response.headers.get('x-request-id') ?? '';
    expect(await accessLine(id)).toMatchObject({ level: 50, status: 500 });
    const errors = linesOf(id).filter((line) => 'err' in line);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      err: {
        type: 'Error',
        message: 'broken',
        stack: expect.stringContaining('observed-app'),
        cause: { message: 'why' },
      },
    });
    expect(JSON.stringify(errors)).not.toContain('secret hunter2');
  });

  it('mark a request that the client gave up', async () => {
    const id = `aborted-${adapter}`;
    const aborted = new AbortController();
    const pending = fetch(`${app.url}/hangs`, { headers: { 'X-Request-ID': id }, signal: aborted.signal });
    setTimeout(() => aborted.abort(), 100);
    await expect(pending).rejects.toThrow();
    expect(await accessLine(id)).toMatchObject({
      level: 40,
      aborted: true,
      msg: 'request aborted',
      route: '/hangs',
    });
    expect(linesOf(id)[0]).not.toHaveProperty('status');
  });

  it('keep fields that PinoLogger.assign adds, also on the access line', async () => {
    const response = await get('/assigned');
    const id = response.headers.get('x-request-id') ?? '';
    await accessLine(id);
    expect(linesOf(id)).toEqual([
      expect.objectContaining({ couple: 'c-1', msg: 'with couple' }),
      expect.objectContaining({ couple: 'c-1', msg: 'request completed' }),
    ]);
    expect(await (await get('/items/2')).json()).not.toMatchObject({ requestId: id });
  });

  it('go to the destination of their own application when there are two in one process', async () => {
    const other = await observedApp(adapter, telemetry);
    await fetch(`${other.url}/items/1`, { headers: { 'X-Request-ID': 'other-app' } });
    await eventually(() => other.log.lines.some((line) => line['msg'] === 'request completed'));
    expect(other.log.lines.some((line) => line['msg'] === 'before')).toBe(true);
    expect(linesOf('other-app').filter((line) => line['msg'] === 'before')).toEqual([]);
    await other.close();
  });
});

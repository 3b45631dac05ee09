import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ADAPTERS, eventually, rawHttp } from '@couplekit/testkit';
import { context, createContextKey, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { ClsServiceManager } from 'nestjs-cls';
import { afterEach, describe, expect, it } from 'vitest';
import { configureObservability, type Telemetry } from '../src/index.js';
import { observedApp } from './observed-app.js';

const KEY = createContextKey('test');
const here = () => context.active().getValue(KEY);
const marked = (value: string) => context.active().setValue(KEY, value);
const cls = ClsServiceManager.getClsService();

let telemetry: Telemetry;
afterEach(() => telemetry.shutdown());

describe('the context of the process', () => {
  it('is what was made active last, in contexts of nestjs-cls too', () => {
    telemetry = configureObservability({ env: {} });
    expect(context.active()).toBe(ROOT_CONTEXT);
    context.with(marked('outer'), () => {
      cls.run(() => expect(here()).toBe('outer'));
      context.with(marked('inner'), () => expect(here()).toBe('inner'));
      expect(here()).toBe('outer');
    });
    expect(here()).toBeUndefined();
  });

  it('goes with bound functions, and calls them with what they expect', () => {
    telemetry = configureObservability({ env: {} });
    const bound = context.bind(marked('bound'), function (this: { name: string }, more: string) {
      return `${this.name} ${more} ${String(here())}`;
    });
    expect(bound.call({ name: 'me' }, 'and')).toBe('me and bound');
    const sum = context.with(marked('x'), (a: number, b: number) => a + b, undefined, 1, 2);
    expect(sum).toBe(3);
  });

  it('can be attached, and is as before once that is disposed of', () => {
    telemetry = configureObservability({ env: {} });
    const token = context.attach(marked('attached'));
    expect(here()).toBe('attached');
    token.dispose();
    expect(here()).toBeUndefined();
    const other = context.attach(marked('other'));
    token.dispose();
    expect(here()).toBe('other');
    other.dispose();
  });
});

describe.each(ADAPTERS)('the context of a request on %s', (adapter) => {
  it('is its own where the server was started inside of another', async () => {
    telemetry = configureObservability({ env: {} });
    await using app = await context.with(marked('start'), () => observedApp(adapter, telemetry));
    const body = (await (await fetch(`${app.url}/items/1`)).json()) as { traceId: string };
    const line = await eventually(() => app.log.lines.find((each) => 'duration_ms' in each));
    expect(body.traceId).toBe(line['trace_id']);
  });

  it('does not stay with the connection, nor meet the next request on it', async () => {
    telemetry = configureObservability({ env: {} });
    await using app = await observedApp(adapter, telemetry);
    const request = (id: string) => `GET /items/${id} HTTP/1.1\r\nHost: x\r\nX-Request-ID: r-${id}\r\n`;
    await rawHttp(app.port, `${request('1')}\r\n${request('2')}\r\n${request('3')}Connection: close\r\n\r\n`);
    const access = () => app.log.lines.filter((line) => 'duration_ms' in line);
    await eventually(() => access().length === 3);
    for (const line of app.log.lines.filter((each) => each['item'] !== undefined)) {
      expect(line['request_id']).toBe(`r-${String(line['item'])}`);
    }
    expect(new Set(access().map((line) => line['trace_id'])).size).toBe(3);
  });
});

it('a server that is not the application’s has no context of a request', async () => {
  telemetry = configureObservability({ env: {} });
  await using app = await observedApp('fastify', telemetry);
  const seen: unknown[] = [];
  const other: Server = createServer((_, response) => {
    seen.push(cls.getId(), trace.getActiveSpan());
    response.end();
  }).listen(0, '127.0.0.1');
  await once(other, 'listening');
  await fetch(`${app.url}/items/1`);
  await fetch(`http://127.0.0.1:${(other.address() as AddressInfo).port}`);
  other.close();
  expect(seen).toEqual([undefined, undefined]);
});

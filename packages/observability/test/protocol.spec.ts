import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ADAPTERS, eventually, rawHttp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configureObservability } from '../src/index.js';
import { observedApp, type ObservedApp } from './observed-app.js';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const UPGRADE =
  'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==\r\nSec-WebSocket-Version: 13\r\n';

describe.each(ADAPTERS)('of HTTP in its odder forms, on %s,', (adapter) => {
  const telemetry = configureObservability({ env: {}, global: false });
  let app: ObservedApp;
  beforeAll(async () => void (app = await observedApp(adapter, telemetry)));
  afterAll(async () => {
    await app.close();
    await telemetry.shutdown();
  });

  const accessLines = () => app.log.lines.filter((line) => 'duration_ms' in line);
  const send = async (request: string) => {
    app.log.clear();
    const { status, headers, body } = await rawHttp(app.port, request, 300);
    const ids = headers.filter(([name]) => name === 'x-request-id').map(([, value]) => value);
    return { status, ids, body };
  };

  it.each([
    ['HTTP/1.0', 'GET /items/1 HTTP/1.0\r\n\r\n', '/items/1', 200],
    ['HTTP/1.0 with keep-alive', 'GET /items/1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n', '/items/1', 200],
    ['an upgrade that nobody takes', `GET /items/1 HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n`, '/items/1', 200],
    ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n', '*', 404],
    [
      'a target with its origin',
      'GET http://me:hunter2@x/items/1?token=hunter2 HTTP/1.1\r\nHost: x\r\n\r\n',
      '/items/1',
      200,
    ],
  ])('%s has an id and an access line', async (_, request, path, status) => {
    const answer = await send(request);
    expect(answer).toMatchObject({ status, ids: [expect.stringMatching(UUID_V7)] });
    await eventually(() => accessLines().length > 0);
    expect(accessLines()).toMatchObject([{ request_id: answer.ids[0], path, status }]);
    expect(app.log.raw.join()).not.toContain('hunter2');
  });

  it('requests that come in one piece keep their ids apart, each with one access line', async () => {
    const get = (path: string, id: string) =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nX-Request-ID: ${id}\r\n\r\n`;
    const { ids, body } = await send(get('/items/1', 'p-1') + get('/fails', 'p-2') + get('/stream', 'p-3'));
    expect([...ids, ...[...body.matchAll(/^x-request-id: (.+)\r$/gim)].map(([, id]) => id)]).toEqual([
      'p-1',
      'p-2',
      'p-3',
    ]);
    await eventually(() => accessLines().length === 3);
    const told = accessLines().map((line) => [line['request_id'], line['path'], line['status']]);
    expect(told.toSorted(([a], [b]) => String(a).localeCompare(String(b)))).toEqual([['p-1', '/items/1', 200], ['p-2', '/fails', 500], ['p-3', '/stream', 200]]); // prettier-ignore
    const inTimer = app.log.lines.find(({ msg }) => msg === 'in timer');
    expect(inTimer).toMatchObject({ item: '1', request_id: 'p-1' });
  });

  it("an upgrade that another library takes is that library's own", async () => {
    const server = app.app.getHttpServer() as Server;
    const take = (_: unknown, socket: Socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    server.on('upgrade', take);
    expect(await send(`GET /ws HTTP/1.1\r\nHost: x\r\n${UPGRADE}\r\n`)).toMatchObject({
      status: 101,
      ids: [],
    });
    server.off('upgrade', take);
    expect(accessLines()).toEqual([]);
  });

  it('bytes that are no request are answered without an id, and leave no line', async () => {
    const tooLarge = `GET /items/1 HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await send(tooLarge)).toMatchObject({ status: 431, ids: [] });
    expect(await send('NOT HTTP\r\n\r\n')).toMatchObject({ status: 400, ids: [] });
    expect(app.log.lines).toEqual([]);
  });
});

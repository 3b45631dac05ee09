import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from './eventually.js';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.js';

/** Echoes what it gets, and remembers it. */
async function startEcho() {
  const got: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => undefined));
    socket.on('data', (chunk) => {
      got.push(chunk.toString());
      socket.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server,
    got,
    sockets,
    url: `postgresql://x@127.0.0.1:${(server.address() as AddressInfo).port}/db`,
  };
}

describe('startTcpProxy', () => {
  let echo: Awaited<ReturnType<typeof startEcho>>;
  let proxy: TcpProxy;
  beforeEach(async () => {
    echo = await startEcho();
    proxy = await startTcpProxy(echo.url);
  });
  afterEach(async () => {
    await proxy[Symbol.asyncDispose]();
    for (const socket of echo.sockets) socket.destroy();
    echo.server.close();
  });

  const open = async () => {
    const client = connect(Number(new URL(proxy.url).port), '127.0.0.1');
    const received: string[] = [];
    const state = { closed: false };
    client.on('data', (chunk) => received.push(chunk.toString())).on('error', () => undefined);
    client.on('close', () => (state.closed = true));
    await once(client, 'connect');
    return { client, received, state };
  };
  const commit = 'COMMIT\0';

  it('passes everything on, and tells what was sent', async () => {
    const { client, received } = await open();
    client.write('hello');
    await eventually(() => received.includes('hello'));
    expect(proxy.sent).toEqual(['hello']);
    expect(proxy.url).toMatch(/^postgresql:\/\/x@127\.0\.0\.1:\d+\/db$/);
  });

  it.each([
    ['deliver', [commit]],
    ['drop', []],
  ] as const)('cuts the client off at the statement, once: %s', async (statement, got) => {
    proxy.disturb({ statement, client: 'cut' });
    const { client, received, state } = await open();
    client.write(commit);
    await eventually(() => state.closed && echo.sockets.size === 0);
    expect([received, echo.got, proxy.disturbed]).toEqual([[], got, 1]);
    const again = await open();
    again.client.write(commit);
    await eventually(() => again.received.includes(commit));
  });

  it('leaves the client without a word, and the server until the client goes', async () => {
    proxy.disturb({ at: 'ROLLBACK', statement: 'deliver', client: 'hang' });
    const { client, received, state } = await open();
    client.write('ROLLBACK\0');
    await eventually(() => echo.got.length === 1);
    expect([received, state.closed, echo.sockets.size]).toEqual([[], false, 1]);
    client.destroy();
    await eventually(() => echo.sockets.size === 0);
  });

  it('can leave the server a connection that looks alive', async () => {
    proxy.disturb({ statement: 'drop', client: 'cut', server: 'keep' });
    const { client, state } = await open();
    client.write(commit);
    await eventually(() => state.closed);
    expect(echo.sockets.size).toBe(1);
  });

  it('can tear the status off an answer', async () => {
    proxy.tearAnswers();
    const { client, received } = await open();
    client.write('answerZ\0\0\0\x05E');
    await eventually(() => received.length === 2);
    expect(received).toEqual(['answer', 'Z\0\0\0\x05E']);
  });

  it('refuses new connections until it admits them', async () => {
    proxy.refuse();
    const { state } = await open();
    await eventually(() => state.closed && proxy.refused === 1);
    proxy.admit();
    const { client, received } = await open();
    client.write('x');
    await eventually(() => received.length === 1);
    proxy.cutAll();
    await eventually(() => client.destroyed);
  });
});

import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { portOf } from '@couplekit/testkit';
import type { Backend } from './weighted-proxy.js';

/** A revision that says its name, and answers `/slow` when it is told to. */
export interface PlainRevision extends Backend, AsyncDisposable {
  readonly waiting: ServerResponse[];
}

export async function startPlainRevision(name: string): Promise<PlainRevision> {
  const waiting: ServerResponse[] = [];
  const server = createServer((request, response) => {
    response.setHeader('X-Revision', name);
    if (request.url === '/slow') waiting.push(response);
    else response.end(name);
  }).listen(0, '127.0.0.1');
  // Longer than any proxy keeps a connection that nobody uses.
  server.keepAliveTimeout = 120_000;
  await once(server, 'listening');
  return {
    name,
    port: portOf(server),
    waiting,
    [Symbol.asyncDispose]: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

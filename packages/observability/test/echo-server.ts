import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface EchoServer extends AsyncDisposable {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly port: number;
  /** What came, the oldest first. */
  readonly received: readonly { readonly path: string; readonly headers: IncomingHttpHeaders; readonly rawHeaders: readonly string[] }[]; // prettier-ignore
}

/**
 * Answers `/status/N` with that status, `/cut` with half a body and the end of the connection, `/reset` with nothing but
 * that, `/hang` with half a body, `/redirect?to=URL` with 307, and anything else with 200 and 64 kB in two parts.
 */
export async function startEchoServer(): Promise<EchoServer> {
  const received: EchoServer['received'][number][] = [];
  const server = createServer((request, response) => {
    const { url: path = '', headers, rawHeaders } = request;
    received.push({ path, headers, rawHeaders });
    const [, kind, status] = new URL(path, 'http://x').pathname.split('/');
    if (kind === 'reset') {
      request.socket.destroy();
      return;
    }
    if (kind === 'redirect') {
      response.writeHead(307, { Location: new URL(path, 'http://x').searchParams.get('to') ?? '' }).end();
      return;
    }
    response.writeHead(kind === 'status' ? Number(status) : 200, { 'Content-Type': 'text/plain' });
    response.write('x'.repeat(32_768), () => {
      if (kind === 'cut') setImmediate(() => request.socket.destroy());
      else if (kind !== 'hang') setImmediate(() => response.end('x'.repeat(32_768)));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

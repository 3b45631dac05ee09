import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Served extends AsyncDisposable {
  readonly url: string;
}

/** A real server that answers every request in this way. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Served> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A real server of one document. */
export function serveDocument(
  body: unknown,
  {
    status = 409,
    headers = {},
  }: { readonly status?: number; readonly headers?: Record<string, string> } = {},
): Promise<Served> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return serve((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/problem+json', ...headers }).end(bytes);
  });
}

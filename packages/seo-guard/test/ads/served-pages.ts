import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedPages extends AsyncDisposable {
  /** Address of the page of this name. */
  url(name: string): string;
}

/** Serves pages by name from a real port. */
export async function servePages(pages: Readonly<Record<string, string>>): Promise<ServedPages> {
  const server = createServer((request, response) => {
    const html = pages[decodeURIComponent((request.url ?? '/').slice(1))];
    response.writeHead(html === undefined ? 404 : 200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(html ?? 'no such page');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (name) => `http://127.0.0.1:${port}/${encodeURIComponent(name)}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { StatedTable } from '../../src/auditing/index.js';

/** What the site answers for a path: a page, or whatever the function does. */
export type Route = string | Reply | ((request: IncomingMessage, response: ServerResponse) => void);

export interface Reply {
  readonly status?: number;
  /** Sent beside what the site guards the path with; one of the same name is sent in its place. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: string | Uint8Array;
}

export interface FakeSite extends AsyncDisposable {
  readonly url: string;
  /** `METHOD path`, in order. */
  readonly asked: readonly string[];
}

export const PUBLIC_URL = 'https://couple.example';

/** What the fake site guards, unless a route does something else. */
export const TABLE: StatedTable = {
  rules: [
    ...['/', '/about', '/stories/:slug'].map((path) => ({ path })),
    { path: '/share{/*path}', robots: 'noindex, nofollow' },
    { path: '/invites{/*path}', robots: 'noindex, nofollow', sensitive: true },
  ],
  unmatched: 'noindex, nofollow',
};

/** A page with a canonical of its own. */
export function page(
  path: string,
  { head = `<link rel=canonical href="${PUBLIC_URL}${path}">`, body = '' } = {},
): string {
  return `<!doctype html><html lang=ko><head><meta charset=utf-8><title>x</title>${head}</head><body>${body}</body></html>`;
}

const CLEAN: Readonly<Record<string, Route>> = {
  '/': page('/', {
    body: '<a href="/about">About</a> <a href="/share/1">Share</a> <a href="https://elsewhere.example/x">x</a>',
  }),
  '/about': page('/about', { body: '<a href="/invites/1">Invite</a>' }),
  '/share/1': page('/share/1', { head: '<meta name=robots content="noindex, nofollow">' }),
  '/invites/1': page('/invites/1', { head: '<meta name=robots content="noindex, nofollow">' }),
  '/robots.txt': {
    headers: { 'content-type': 'text/plain' },
    body: `User-agent: *\nDisallow: /private\nSitemap: ${PUBLIC_URL}/sitemap.xml\n`,
  },
  '/sitemap.xml': sitemap('/', '/about'),
};

/** A sitemap of these paths or URLs. */
export function sitemap(...urls: readonly string[]): Reply {
  const entries = urls.map((url) => `<url><loc>${url.startsWith('/') ? PUBLIC_URL + url : url}</loc></url>`);
  return {
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('')}</urlset>`,
  };
}

/** Starts a site that is clean but for these routes. */
export async function startFakeSite(routes: Readonly<Record<string, Route>> = {}): Promise<FakeSite> {
  const all: Readonly<Record<string, Route>> = { ...CLEAN, ...routes };
  const asked: string[] = [];
  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '/', method = 'GET' } = request;
    asked.push(`${method} ${url}`);
    request.resume();
    const route = (method === 'GET' || method === 'HEAD' ? (all[url] ?? all[url.replace(/\?.*/, '')]) : all[`${method} ${url}`]) ?? { status: 404 }; // prettier-ignore
    if (typeof route === 'function') return route(request, response);
    send(response, url, typeof route === 'string' ? { body: route } : route);
  };
  // Node itself would answer an expectation that it does not know.
  const server = createServer(answer).on('checkExpectation', answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, url: string, { status = 200, headers = {}, body = '' }: Reply): void {
  const all = { 'content-type': 'text/html; charset=utf-8', ...guardsOf(url), ...headers };
  for (const [name, value] of Object.entries(all)) {
    if (value.length > 0) response.setHeader(name, value);
  }
  response.writeHead(status).end(body);
}

/** As `SeoGuard` does it for {@link TABLE}. */
function guardsOf(url: string): Readonly<Record<string, string>> {
  const path = url.replace(/\?.*/, '').replace(/%73|%69/gi, (found) => String.fromCharCode(Number(`0x${found.slice(1)}`))).toLowerCase(); // prettier-ignore
  if (/^\/(?:about|stories\/[^/]+)?\/?$/.test(path)) return {};
  return {
    'x-robots-tag': 'noindex, nofollow',
    ...(/^\/invites(?:\/|$)/.test(path) && {
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    }),
  };
}

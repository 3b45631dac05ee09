import { ServerResponse } from 'node:http';

/** What Fastify's replies and Express's responses have in common, as far as these tests go. */
export type AnyResponse = ServerResponse & { readonly raw?: ServerResponse; readonly hijack?: () => void };

/** Node's response below a framework's. */
export const rawOf = (response: AnyResponse): ServerResponse => response.raw ?? response;

type LooseWriteHead = (status: number, ...rest: unknown[]) => ServerResponse;
const writeHead = (response: ServerResponse, ...rest: unknown[]) =>
  (response.writeHead as LooseWriteHead)(200, ...rest);

/** Everything that must not arrive as it was written, on sensitive pages. */
export const WEAKENING = {
  'X-Robots-Tag': 'all',
  'Cache-Control': 'public, max-age=60',
  'Referrer-Policy': 'unsafe-url',
  ETag: '"1"',
  'Last-Modified': 'Mon, 01 Jan 2024 00:00:00 GMT',
  Expires: 'Thu, 01 Jan 2099 00:00:00 GMT',
  Pragma: 'cache',
  Age: '10',
  'Surrogate-Control': 'max-age=60',
  'CDN-Cache-Control': 'max-age=60',
  'Vercel-CDN-Cache-Control': 'max-age=60',
  'Edge-Control': 'cache-maxage=1h',
  'X-Accel-Expires': '3600',
} as const;

const setAll = (response: ServerResponse) => {
  for (const [name, value] of Object.entries(WEAKENING)) response.setHeader(name, value);
};

/** Every way to write headers of Node's response, each trying to weaken what is guarded. All answer 200. */
export const RAW_WRITERS: Readonly<Record<string, (response: ServerResponse) => void>> = {
  nothing: (response) => response.end('x'),
  object: (response) => writeHead(response, WEAKENING).end('x'),
  'object of lines': (response) => writeHead(response, { 'x-robots-tag': ['all', 'index'] }).end('x'),
  'object after a phrase': (response) => writeHead(response, 'Fine', WEAKENING).end('x'),
  'object as third': (response) => writeHead(response, undefined, WEAKENING).end('x'),
  'flat list': (response) => writeHead(response, Object.entries(WEAKENING).flat()).end('x'),
  'flat list, twice the same': (response) =>
    writeHead(response, ['X-Robots-Tag', 'all', 'X-ROBOTS-TAG', 'index']).end('x'),
  'flat list beside set headers': (response) => {
    setAll(response);
    writeHead(response, Object.entries(WEAKENING).flat()).end('x');
  },
  'object beside set headers': (response) => {
    setAll(response);
    writeHead(response, { ...WEAKENING, 'x-robots-tag': 'index' }).end('x');
  },
  setHeader(response) {
    setAll(response);
    response.end('x');
  },
  setHeaders: (response) => response.setHeaders(new Map(Object.entries(WEAKENING))).end('x'),
  'setHeader with lines': (response) => response.setHeader('X-Robots-Tag', ['all', 'index']).end('x'),
  appendHeader(response) {
    for (const [name, value] of Object.entries(WEAKENING)) response.appendHeader(name, value);
    response.appendHeader('X-Robots-Tag', 'index').end('x');
  },
  removeHeader(response) {
    setAll(response);
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    response.end('x');
  },
  write(response) {
    response.write('a');
    response.end('b');
  },
  flushHeaders(response) {
    setAll(response);
    response.flushHeaders();
    response.end('x');
  },
  'early hints': (response) =>
    response.writeEarlyHints({ link: '</a.css>; rel=preload', 'x-robots-tag': 'all' }, () =>
      response.end('x'),
    ),
  processing(response) {
    response.writeProcessing();
    response.end('x');
  },
  'method of the prototype': (response) => {
    ServerResponse.prototype.writeHead.call(response, 200, { ...WEAKENING });
    response.end('x');
  },
  'methods put in place of others': (response) => {
    response.setHeader('X-Kept', '1');
    const original = response.writeHead.bind(response) as LooseWriteHead;
    response.writeHead = (status: number) => original(status);
    for (const [name, value] of Object.entries(WEAKENING)) response.setHeader(name, value);
    response.setHeader = () => response;
    response.removeHeader = () => {};
    response.getHeader = () => {
      throw new Error('not for you');
    };
    response.getHeaderNames = () => [];
    response.end('x');
  },
  trailers(response) {
    writeHead(response, { Trailer: 'X-Robots-Tag' }).write('x');
    response.addTrailers({ 'X-Robots-Tag': 'all' });
    response.end();
  },
};

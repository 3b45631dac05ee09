import { basePath, wellFormed, type MatrixCase, type MatrixContext } from './matrix-case.js';
import type { RawRequest } from './raw-exchange.js';
import type { RuleId } from './rfc9457-checklist.js';

/** The server could not read the request, so it varies by nothing. */
const UNREAD: readonly RuleId[] = ['P14'];

/** Bytes that are no HTTP, or that only the server itself can refuse. */
export const PROTOCOL_CASES: readonly MatrixCase[] = [
  {
    name: 'parse-error',
    title: 'answers bytes that are not HTTP',
    statuses: [400],
    off: UNREAD,
    request: ({ secret }) => lines('GET', [`NOT HTTP ${secret}`]),
  },
  {
    name: 'unknown-method',
    title: 'answers a method that does not exist',
    statuses: [400, 404, 405, 501],
    off: UNREAD,
    request: (context) =>
      lines('GET', [`NOSUCH ${target(context)} HTTP/1.1`, host(context), 'Connection: close']),
  },
  {
    name: 'unknown-version',
    title: 'answers a version of HTTP that does not exist',
    statuses: [400, 505],
    off: UNREAD,
    request: (context) =>
      lines('GET', [`GET ${target(context)} HTTP/9.9`, host(context), 'Connection: close']),
  },
  {
    name: 'missing-host',
    title: 'answers a request without Host',
    statuses: [400],
    off: UNREAD,
    request: (context) => lines('GET', [`GET ${target(context)} HTTP/1.1`, 'Connection: close']),
  },
  {
    name: 'malformed-header',
    title: 'answers a header that is none',
    statuses: [400],
    off: UNREAD,
    request: (context) =>
      lines('GET', [`GET ${target(context)} HTTP/1.1`, host(context), `Bad Header\u0000: ${context.secret}`]),
  },
  {
    name: 'headers-too-large',
    title: 'answers headers that are too large',
    statuses: [400, 431],
    off: UNREAD,
    request: (context) => wellFormed(context, '/no-such-path', { headers: { 'x-big': 'a'.repeat(40_000) } }),
  },
  {
    name: 'conflicting-length',
    title: 'answers two lengths that contradict each other',
    statuses: [400],
    off: UNREAD,
    request: (context) =>
      lines('POST', [
        `POST ${target(context)} HTTP/1.1`,
        host(context),
        'Content-Length: 5',
        'Transfer-Encoding: chunked',
        '',
        '0',
      ]),
  },
  {
    name: 'malformed-chunk',
    title: 'answers a chunk that is malformed in the middle of a body',
    needs: 'post',
    statuses: [400],
    off: UNREAD,
    request: (context) => ({
      method: 'POST',
      head:
        `POST ${basePath(context.baseUrl)}${context.routes.post ?? '/'} HTTP/1.1\r\n${host(context)}\r\n` +
        'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n' +
        `5\r\n{"a":\r\n${context.secret}\r\n\r\n`,
    }),
  },
  {
    name: 'unmet-expectation',
    title: 'answers an expectation that it cannot meet',
    statuses: [404, 417],
    request: (context) => wellFormed(context, '/no-such-path', { headers: { expect: '200-ok' } }),
  },
  {
    name: 'http-1.0',
    title: 'answers an unknown path to HTTP/1.0',
    statuses: [404],
    request: (context) => lines('GET', [`GET ${target(context)} HTTP/1.0`]),
  },
  {
    name: 'absolute-form',
    title: 'answers a target that is a whole URL',
    statuses: [400, 404, 421],
    request: (context) =>
      lines('GET', [
        `GET http://${context.baseUrl.host}${target(context)} HTTP/1.1`,
        host(context),
        'Connection: close',
      ]),
  },
];

function lines(method: string, head: readonly string[]): RawRequest {
  return { method, head: [...head, '', ''].join('\r\n') };
}

function target({ baseUrl, secret }: MatrixContext): string {
  return `${basePath(baseUrl)}/no-such-path?token=${secret}`;
}

function host({ baseUrl }: MatrixContext): string {
  return `Host: ${baseUrl.host}`;
}

import { jsonPost, wellFormed, type MatrixCase, type MatrixContext } from './matrix-case.js';

const NOWHERE = '/no-such-path';

/** Paths, methods and conditions: requests that HTTP allows and nothing can be found for. */
export const REQUEST_CASES: readonly MatrixCase[] = [
  {
    name: 'not-found',
    title: 'answers an unknown path',
    statuses: [404],
    request: (context) => wellFormed(context, NOWHERE),
  },
  {
    name: 'same-title',
    title: 'gives two unknown paths the same title',
    statuses: [404],
    request: (context) => wellFormed(context, NOWHERE),
    again: (context) => wellFormed(context, `${NOWHERE}/another`),
  },
  {
    name: 'not-found-head',
    title: 'answers HEAD for an unknown path without content',
    statuses: [404],
    request: (context) => wellFormed(context, NOWHERE, { method: 'HEAD' }),
  },
  {
    name: 'not-found-post',
    title: 'answers a POST to an unknown path',
    statuses: [404, 405],
    request: (context) => jsonPost(context, NOWHERE, '{}'),
  },
  {
    name: 'not-found-options',
    title: 'answers OPTIONS for an unknown path',
    statuses: [404, 405],
    mayPass: true,
    request: (context) => wellFormed(context, NOWHERE, { method: 'OPTIONS' }),
  },
  {
    name: 'not-found-conditional',
    title: 'answers a conditional range request for an unknown path with the whole problem',
    statuses: [404],
    request: (context) =>
      wellFormed(context, NOWHERE, { headers: { 'if-none-match': '*', range: 'bytes=0-3' } }),
  },
  {
    name: 'not-found-cross-origin',
    title: 'answers an unknown path to a page of another origin',
    statuses: [403, 404],
    request: (context) => wellFormed(context, NOWHERE, { headers: { origin: 'https://elsewhere.example' } }),
  },
  {
    name: 'method-not-allowed',
    title: 'answers a method that the path does not have with 405 and Allow',
    needs: 'get',
    statuses: [405],
    request: (context) => wellFormed(context, context.routes.get ?? NOWHERE, { method: 'DELETE' }),
  },
  {
    name: 'bad-url',
    title: 'answers a path whose percent-encoding is broken',
    statuses: [400, 404],
    request: (context) => wellFormed(context, parameter(context, '%E0%A4%A')),
  },
  {
    name: 'null-byte-url',
    title: 'answers a path with an encoded null byte',
    statuses: [400, 404],
    request: (context) => wellFormed(context, `${NOWHERE}/%00`),
  },
  {
    name: 'traversal-url',
    title: 'answers a path that climbs out of the root',
    statuses: [400, 403, 404],
    request: (context) => wellFormed(context, `${NOWHERE}/..%2f..%2fetc%2fpasswd`),
  },
  {
    name: 'double-slash-url',
    title: 'answers a path that looks like a host',
    statuses: [400, 404],
    request: (context) => wellFormed(context, `//elsewhere.example${NOWHERE}`),
  },
  {
    name: 'long-url',
    title: 'answers a path of 8 KiB',
    statuses: [400, 404, 414, 431],
    request: (context) => wellFormed(context, `${NOWHERE}/${'a'.repeat(8192)}`),
  },
  {
    name: 'long-parameter',
    title: 'answers a path parameter of 300 characters',
    needs: 'parameter',
    statuses: [400, 404, 414, 422],
    mayPass: true,
    request: (context) => wellFormed(context, parameter(context, 'a'.repeat(300))),
  },
];

function parameter({ routes }: MatrixContext, value: string): string {
  return routes.parameter?.replace(/\{[^}]*\}/, () => value) ?? `/${value}`;
}

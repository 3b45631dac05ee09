import { jsonPost, type MatrixCase, type MatrixContext } from './matrix-case.js';

const path = ({ routes }: MatrixContext): string => routes.post ?? '/';

/** Bodies that a JSON route cannot read. */
export const BODY_CASES: readonly MatrixCase[] = [
  {
    name: 'malformed-json',
    title: 'answers malformed JSON',
    needs: 'post',
    statuses: [400, 422],
    request: (context) => jsonPost(context, path(context), `{"a": ${context.secret}`),
  },
  {
    name: 'polluting-json',
    title: 'answers JSON that would change a prototype, or ignores it',
    needs: 'post',
    statuses: [400, 422],
    mayPass: true,
    request: (context) => jsonPost(context, path(context), `{"__proto__": {"a": "${context.secret}"}}`),
  },
  {
    name: 'empty-json',
    title: 'answers an empty body where JSON is announced',
    needs: 'post',
    statuses: [400, 411, 415, 422],
    mayPass: true,
    request: (context) => jsonPost(context, path(context), ''),
  },
  {
    name: 'empty-object',
    title: 'answers an object without members',
    needs: 'post',
    statuses: [400, 409, 422],
    mayPass: true,
    request: (context) => jsonPost(context, path(context), '{}'),
  },
  {
    name: 'not-an-object',
    title: 'answers JSON that is not an object',
    needs: 'post',
    statuses: [400, 409, 422],
    mayPass: true,
    request: (context) => jsonPost(context, path(context), `["${context.secret}"]`),
  },
  {
    name: 'content-too-large',
    title: 'answers a body that is too large',
    needs: 'post',
    statuses: [413],
    request: (context) => jsonPost(context, path(context), `{"a":"${'a'.repeat(context.largeBytes)}"}`),
  },
  {
    name: 'unsupported-media-type',
    title: 'answers a media type that it does not know',
    needs: 'post',
    statuses: [400, 415, 422],
    mayPass: true,
    request: (context) =>
      jsonPost(context, path(context), context.secret, { 'content-type': 'application/x-unknown' }),
  },
  {
    name: 'malformed-media-type',
    title: 'answers a Content-Type that is none',
    needs: 'post',
    statuses: [400, 415, 422],
    mayPass: true,
    request: (context) => jsonPost(context, path(context), '{}', { 'content-type': ';;/' }),
  },
  {
    name: 'unsupported-encoding',
    title: 'answers a Content-Encoding that it does not know',
    needs: 'post',
    statuses: [400, 415],
    request: (context) =>
      jsonPost(context, path(context), context.secret, { 'content-encoding': 'x-unknown' }),
  },
  {
    name: 'unsupported-charset',
    title: 'answers a charset that it does not know',
    needs: 'post',
    statuses: [400, 415, 422],
    mayPass: true,
    request: (context) =>
      jsonPost(context, path(context), '{}', { 'content-type': 'application/json; charset=x-unknown' }),
  },
];

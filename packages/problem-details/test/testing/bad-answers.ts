/** An answer as a server writes it: its head without the status line's phrase, and its body. */
export interface ServedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** A change to the good answer that breaks one rule. */
export interface BadAnswer {
  readonly rule: string;
  readonly what: string;
  readonly status?: number;
  /** Added or, where undefined, removed. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Added or, where undefined, removed. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly body?: string | Uint8Array;
  readonly method?: string;
}

export const GOOD_MEMBERS: Readonly<Record<string, unknown>> = {
  type: 'https://api.example/problems/seat-taken',
  title: 'Seat is taken',
  status: 409,
  detail: 'Choose another seat than 7A.',
  instance: '/seats/7A',
  request_id: 'req-1',
  trace_id: '0af7651916cd43dd8448eb211c80319c',
  seat: '7A',
};

const GOOD_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'application/problem+json',
  'content-language': 'en',
  'cache-control': 'no-store',
  vary: 'Origin, Accept-Language',
  'x-request-id': 'req-1',
};

const BLANK = { type: undefined, seat: undefined };

export const PLANTED = 'planted-token';

/** For every rule the answers that break it and no other. */
export const BAD_ANSWERS: readonly BadAnswer[] = [
  { rule: 'P1', what: 'plain JSON', headers: { 'content-type': 'application/json' } },
  { rule: 'P1', what: 'no media type', headers: { 'content-type': undefined } },
  { rule: 'P1', what: 'HTML', headers: { 'content-type': 'text/html' }, body: '<h1>Conflict</h1>' },
  { rule: 'P2', what: 'a charset', headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
  { rule: 'P3', what: 'a byte order mark', body: `\u{FEFF}${JSON.stringify(GOOD_MEMBERS)}` },
  { rule: 'P3', what: 'an array', body: '[]' },
  { rule: 'P3', what: 'no body', body: '' },
  { rule: 'P3', what: 'half a body', body: '{"type":' },
  {
    rule: 'P3',
    what: 'Latin-1',
    body: Buffer.from(JSON.stringify({ ...GOOD_MEMBERS, seat: 'é' }), 'latin1'),
  },
  { rule: 'P4', what: 'a number as type', members: { type: 409 } },
  { rule: 'P4', what: 'null as type', members: { type: null } },
  { rule: 'P4', what: 'words as type', members: { type: 'seat taken' } },
  { rule: 'P5', what: 'a slug as type', members: { type: 'seat-taken' } },
  { rule: 'P5', what: 'a path as type', members: { type: '/problems/seat-taken' } },
  { rule: 'P6', what: 'another status', members: { status: 400 } },
  { rule: 'P6', what: 'a status in quotes', members: { status: '409' } },
  { rule: 'P7', what: 'a list of details', members: { detail: ['a is short', 'b is long'] } },
  { rule: 'P7', what: 'null as title', members: { title: null } },
  { rule: 'P7', what: 'words as instance', members: { instance: '/seats/7 A' } },
  { rule: 'P7', what: 'a broken escape in instance', members: { instance: '/seats/%zz' } },
  { rule: 'P8', what: 'an own title of about:blank', members: { ...BLANK, title: 'Oops' } },
  { rule: 'P8', what: 'no title of about:blank', members: { ...BLANK, title: undefined } },
  {
    rule: 'P8',
    what: "Node's old phrase",
    status: 413,
    members: { ...BLANK, status: 413, title: 'Payload Too Large' },
  },
  { rule: 'P9', what: 'a blank title', members: { title: ' ' } },
  { rule: 'P9', what: 'a title that names the path', members: { title: 'Cannot GET /seats/7A' } },
  { rule: 'P9', what: 'a title of two lines', members: { title: 'Seat\nis taken' } },
  { rule: 'P9', what: 'a title as long as a detail', members: { title: 'long '.repeat(30) } },
  { rule: 'P10', what: 'a stack', members: { detail: 'No seat\n    at reserve (seats.js:10:5)' } },
  { rule: 'P10', what: 'a file name', members: { detail: 'Cannot read /srv/app/seats.json' } },
  { rule: 'P10', what: 'SQL', members: { detail: 'duplicate key value violates unique constraint "seats"' } },
  { rule: 'P10', what: 'a class of error', members: { detail: 'TypeError: x is undefined' } },
  { rule: 'P10', what: 'an error of the system', members: { detail: 'connect ECONNREFUSED 10.0.0.7:5432' } },
  { rule: 'P11', what: 'an instance with a query', members: { instance: '/seats/7A?token=x' } },
  { rule: 'P11', what: 'an instance with a fragment', members: { instance: '/seats/7A#x' } },
  { rule: 'P11', what: 'an instance that is no full path', members: { instance: '7A' } },
  { rule: 'P11', what: 'an instance with a password', members: { instance: 'https://me:pw@api.example/1' } },
  { rule: 'P12', what: 'an extension with a hyphen', members: { 'seat-number': '7A' } },
  { rule: 'P12', what: 'an extension of two letters', members: { no: '7A' } },
  { rule: 'P12', what: 'an extension that starts with _', members: { _links: {} } },
  { rule: 'P13', what: 'no language', headers: { 'content-language': undefined } },
  { rule: 'P13', what: 'a language that is none', headers: { 'content-language': 'en_US.UTF-8' } },
  { rule: 'P14', what: 'no Vary', headers: { vary: undefined } },
  { rule: 'P14', what: 'a Vary for something else', headers: { vary: 'Origin' } },
  { rule: 'P15', what: 'no Cache-Control', headers: { 'cache-control': undefined } },
  { rule: 'P15', what: 'a cache', headers: { 'cache-control': 'public, max-age=600' } },
  { rule: 'P16', what: 'an ETag', headers: { etag: '"abc"' } },
  { rule: 'P16', what: 'a file name', headers: { 'content-disposition': 'attachment; filename="a.pdf"' } },
  { rule: 'P16', what: 'a range', headers: { 'content-range': 'bytes 0-4/5' } },
  { rule: 'P16', what: 'an encoding that is not true', headers: { 'content-encoding': 'gzip' } },
  { rule: 'P17', what: 'content for HEAD', method: 'HEAD' },
  { rule: 'P18', what: 'words', status: 503, members: { status: 503 }, headers: { 'retry-after': 'soon' } },
  { rule: 'P18', what: 'a fraction', headers: { 'retry-after': '1.5' } },
  { rule: 'P18', what: 'an ISO date', headers: { 'retry-after': '2026-01-01T00:00:00Z' } },
  { rule: 'P18', what: 'an obsolete date', headers: { 'retry-after': 'Sun Nov  6 08:49:37 1994' } },
  { rule: 'P18', what: 'a day that is not', headers: { 'retry-after': 'Mon, 31 Feb 2026 00:00:00 GMT' } },
  { rule: 'P19', what: 'no Allow', status: 405, members: { status: 405 } },
  {
    rule: 'P19',
    what: 'a refused method',
    status: 405,
    members: { status: 405 },
    headers: { allow: 'HEAD, GET' },
  },
  { rule: 'P19', what: 'no methods', status: 405, members: { status: 405 }, headers: { allow: 'a b' } },
  { rule: 'P20', what: 'no challenge', status: 401, members: { status: 401 } },
  {
    rule: 'P20',
    what: 'an empty challenge',
    status: 401,
    members: { status: 401 },
    headers: { 'www-authenticate': '' },
  },
  { rule: 'P20', what: 'no challenge of a proxy', status: 407, members: { status: 407 } },
  { rule: 'P21', what: 'no id', members: { request_id: undefined } },
  { rule: 'P21', what: 'another id', members: { request_id: 'req-2' } },
  { rule: 'P21', what: 'a number as id', members: { request_id: 1 } },
  { rule: 'P21', what: 'a trace id of zeros', members: { trace_id: '0'.repeat(32) } },
  { rule: 'P22', what: 'a planted secret', members: { seat: PLANTED } },
  { rule: 'P22', what: 'a planted secret in detail', members: { detail: `Not for ${PLANTED}.` } },
  { rule: 'P22', what: 'a planted secret in a header', headers: { 'x-seat': PLANTED } },
  { rule: 'P22', what: 'a stack', members: { stack: 'x' } },
  {
    rule: 'P22',
    what: 'a nested stack',
    members: { seat: { info: ['Error\n    at reserve (/srv/seats.js:1:2)'] } },
  },
  { rule: 'P22', what: 'SQL', members: { driver: 'SELECT * FROM seats' } },
];

/** The good answer with a change. */
export function answerOf({ status = 409, headers, members, body }: Partial<BadAnswer>): ServedAnswer {
  return {
    status,
    headers: Object.fromEntries(
      Object.entries({ ...GOOD_HEADERS, ...headers }).filter(([, value]) => value !== undefined),
    ) as Record<string, string>,
    body: body ?? JSON.stringify({ ...GOOD_MEMBERS, ...members }),
  };
}

/** The bytes of an answer, with content for HEAD as well. */
export function messageOf({ status, headers, body }: ServedAnswer): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const length = `content-length: ${Buffer.byteLength(body)}`;
  const head = [`HTTP/1.1 ${status} X`, ...lines, length, 'connection: close', '', ''].join('\r\n');
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}

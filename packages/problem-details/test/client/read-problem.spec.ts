import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fetch as undiciFetch } from 'undici';
import { eventually } from '@couplekit/testkit';
import { ProblemError, readProblem, throwIfProblem, type ResponseLike } from '../../src/client/index.js';
import { serve, serveDocument } from './serve.js';

const DOCUMENT = {
  type: 'https://api.example/problems/seat-taken',
  title: 'Seat is taken',
  status: 409,
  detail: 'Choose another seat than 7A.',
  instance: '/seats/7A',
  seat: '7A',
};

const problemResponse = (
  body: ConstructorParameters<typeof Response>[0],
  headers: Record<string, string> = {},
) => new Response(body, { status: 409, headers: { 'content-type': 'application/problem+json', ...headers } });

describe('a problem document', () => {
  it.each([
    ['fetch of Node', fetch],
    ['fetch of undici', undiciFetch],
  ] as const)('is read from a response of %s', async (_name, fetchIt) => {
    await using server = await serveDocument(DOCUMENT, { headers: { 'content-language': 'en' } });
    const problem = await readProblem(await fetchIt(`${server.url}/a/b?q=1`));
    expect(problem).toEqual({
      type: DOCUMENT.type,
      title: DOCUMENT.title,
      status: 409,
      statedStatus: 409,
      detail: DOCUMENT.detail,
      instance: `${server.url}/seats/7A`,
      language: 'en',
      extensions: { seat: '7A' },
      rateLimits: [],
      source: 'problem+json',
    });
  });

  it('is read from a hand-made response, with a stream, with arrayBuffer only, and with a base of its own', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ ...DOCUMENT, type: 'seat-taken' }));
    const headers = new Headers({ 'content-type': 'Application/Problem+JSON; Charset="utf-8"' });
    const handMade: ResponseLike[] = [
      new Response(bytes, { status: 409, headers }),
      { status: 409, headers, arrayBuffer: async () => bytes.buffer },
      {
        status: 409,
        headers,
        url: '',
        body: Readable.toWeb(Readable.from([bytes.subarray(0, 9), bytes.subarray(9)])),
      },
    ];
    for (const response of handMade) {
      const problem = await readProblem(response, { baseUrl: 'https://api.example/problems/' });
      expect(problem).toMatchObject({ type: DOCUMENT.type, instance: 'https://api.example/seats/7A' });
    }
    expect(await readProblem(problemResponse('{"type":"seat-taken","instance":"/x"}'))).toMatchObject({
      type: 'seat-taken',
      instance: '/x',
    });
  });

  it('has its references resolved against where the last redirect led', async () => {
    await using server = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(307, { location: '/new/place' }).end();
      else {
        response.writeHead(404, { 'content-type': 'application/problem+json' });
        response.end('{"type":"example-problem","instance":"?a=b"}');
      }
    });
    expect(await readProblem(await fetch(`${server.url}/old`))).toMatchObject({
      type: `${server.url}/new/example-problem`,
      instance: `${server.url}/new/place?a=b`,
    });
  });

  it.each([
    'https://api.example',
    'HTTPS://API.example/Seat',
    'about:blank',
    'tag:me@api.example,2026:seat',
    'urn:problem:seat',
  ])('keeps the absolute type %s to the letter', async (type) => {
    await using server = await serveDocument({ type });
    expect((await readProblem(await fetch(server.url)))?.type).toBe(type);
  });

  it('ignores members of the wrong type, as if they had not been sent', async () => {
    for (const wrong of [null, 1, true, [], {}, ['a']]) {
      const members = { type: wrong, title: wrong, detail: wrong, instance: wrong };
      expect(await readProblem(problemResponse(JSON.stringify(members)))).toEqual({
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        extensions: {},
        rateLimits: [],
        source: 'problem+json',
      });
    }
    for (const status of ['409', null, 40.9, 9, 999, [409]]) {
      expect(await readProblem(problemResponse(JSON.stringify({ status })))).not.toHaveProperty(
        'statedStatus',
      );
    }
  });

  it('believes the response about the status, and tells what the member says', async () => {
    await using server = await serveDocument({ ...DOCUMENT, status: 422 }, { status: 502 });
    expect(await readProblem(await fetch(server.url))).toMatchObject({ status: 502, statedStatus: 422 });
  });

  it('is about:blank without a type, and titled by its status without a title', async () => {
    for (const [status, title] of [
      [422, 'Unprocessable Content'],
      [499, 'Client Error'],
      [599, 'Server Error'],
      [200, 'Problem'],
    ] as const) {
      const response = new Response('{}', {
        status,
        headers: { 'content-type': 'application/problem+json' },
      });
      expect(await readProblem(response)).toMatchObject({ type: 'about:blank', title, status });
    }
  });

  it('keeps extensions, and none that would change a prototype', async () => {
    const body =
      '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"seats":[{"__proto__":{"admin":true},"id":1}],' +
      '"toString":"mine","constructor_of":1}';
    const problem = await readProblem(problemResponse(body));
    expect(Object.keys(problem?.extensions ?? {})).toEqual(['seats', 'toString', 'constructor_of']);
    expect(Object.getPrototypeOf(problem?.extensions)).toBeNull();
    const [seat] = (problem?.extensions['seats'] ?? []) as object[];
    expect(Object.getOwnPropertyNames(seat)).toEqual(['id']);
    expect(Object.assign({}, problem?.extensions, seat)).not.toHaveProperty('admin');
    expect({}).not.toHaveProperty('admin');
  });

  it('counts the last of duplicate names', async () => {
    expect(
      await readProblem(problemResponse('{"title":"a","detail":"x","title":"b","detail":1}')),
    ).toMatchObject({
      title: 'b',
    });
  });

  it.each([
    ['UTF-8 with a byte order mark', Buffer.from(`\u{FEFF}{"title":"좌석"}`), 'application/problem+json'],
    [
      'UTF-8 that claims to be Latin-1',
      Buffer.from('{"title":"좌석"}'),
      'application/problem+json; charset=iso-8859-1',
    ],
    ['UTF-16 little-endian', Buffer.from(`\u{FEFF}{"title":"좌석"}`, 'utf16le'), 'application/problem+json'],
    [
      'UTF-16 big-endian',
      Buffer.from(`\u{FEFF}{"title":"좌석"}`, 'utf16le').swap16(),
      'application/problem+json',
    ],
    [
      'EUC-KR',
      Buffer.concat([Buffer.from('{"title":"'), Buffer.from([0xc1, 0xc2, 0xbc, 0xae]), Buffer.from('"}')]),
      'application/problem+json;charset=euc-kr',
    ],
  ])('is decoded: %s', async (_name, body, type) => {
    expect((await readProblem(problemResponse(body, { 'content-type': type })))?.title).toBe('좌석');
  });

  it('is read through compression', async () => {
    const { gzipSync } = await import('node:zlib');
    await using server = await serveDocument(gzipSync(JSON.stringify(DOCUMENT)), {
      headers: { 'content-encoding': 'gzip' },
    });
    expect(await readProblem(await fetch(server.url))).toMatchObject({ title: DOCUMENT.title });
  });
});

describe('a document that cannot be read is the problem of its status', () => {
  const blank = { type: 'about:blank', title: 'Conflict', status: 409, extensions: {}, rateLimits: [] };

  it.each(['', '[]', '"x"', 'null', '1', '{', '{"type":', '<html>', '['.repeat(60_000)])(
    '%.10s',
    async (body) => {
      const source = body === '' ? 'none' : 'malformed';
      expect(await readProblem(problemResponse(body))).toEqual({ ...blank, source });
      expect(await readProblem(problemResponse(null))).toEqual({ ...blank, source: 'none' });
    },
  );

  it('when the connection breaks in the middle', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(409, { 'content-type': 'application/problem+json', 'retry-after': '7' });
      response.write('{"type":', () => response.destroy());
    });
    expect(await readProblem(await fetch(server.url))).toMatchObject({
      ...blank,
      source: 'broken',
      retryAfter: { ms: 7000 },
    });
  });

  it('when it is aborted in the middle', async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(409, { 'content-type': 'application/problem+json' });
      response.write('{"type":');
    });
    const abort = new AbortController();
    const reading = readProblem(await fetch(server.url, { signal: abort.signal }));
    abort.abort();
    expect(await reading).toEqual({ ...blank, source: 'broken' });
  });

  it('when it has been read before', async () => {
    const used = problemResponse('{}');
    await used.text();
    expect(await readProblem(used)).toEqual({ ...blank, source: 'used' });
    const locked = problemResponse('{}');
    locked.body?.getReader();
    expect(await readProblem(locked)).toEqual({ ...blank, source: 'used' });
  });

  it('when its body is anything at all', async () => {
    const explode = (): never => {
      throw new Error('hostile');
    };
    const headers = new Headers({ 'content-type': 'application/problem+json' });
    const bodies: object[] = [
      { body: { getReader: explode } },
      { body: { getReader: () => ({ read: explode, cancel: explode }) } },
      { body: { getReader: () => ({ read: async () => ({ value: 'text' }), cancel: async () => {} }) } },
      { body: { getReader: () => ({ read: async () => undefined, cancel: async () => {} }) } },
      { arrayBuffer: () => Promise.reject(new Error('hostile')) },
      { arrayBuffer: explode },
      Object.defineProperty({}, 'body', { get: explode }),
    ];
    for (const body of bodies) {
      const response = Object.defineProperties(
        { status: 409, headers },
        Object.getOwnPropertyDescriptors(body),
      );
      expect(await readProblem(response as ResponseLike)).toEqual({ ...blank, source: 'broken' });
    }
  });

  it('whatever bytes come', async () => {
    const types = ['application/problem+json', 'application/problem+xml; charset=nope', 'text/html', ';', ''];
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.json().map((json) => new TextEncoder().encode(json)),
        ),
        fc.constantFrom(...types),
        async (bytes, type) => {
          const problem = await readProblem(problemResponse(new Uint8Array(bytes), { 'content-type': type }));
          expect(problem?.status).toBe(409);
          expect(typeof problem?.type).toBe('string');
          expect(typeof problem?.title).toBe('string');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a body that is too large', () => {
  it('is read up to the limit, and the rest is cancelled', async () => {
    let closed = false;
    let sent = 0;
    await using server = await serve((_request, response) => {
      response.on('close', () => (closed = true));
      response.writeHead(409, { 'content-type': 'application/problem+json' });
      const send = (): void => {
        while (!response.destroyed && response.write('{"a":"'.padEnd(16_384, 'a'))) sent += 16_384;
        response.once('drain', send);
      };
      send();
    });
    const problem = await readProblem(await fetch(server.url));
    expect(problem).toMatchObject({ type: 'about:blank', status: 409, source: 'too-large' });
    await eventually(() => closed);
    expect(sent).toBeLessThan(50_000_000);
  });

  it('is not read at all when its length says so', async () => {
    let pulled = 0;
    let cancelled = false;
    const body = new ReadableStream(
      {
        pull: () => void (pulled += 1),
        cancel: () => void (cancelled = true),
      },
      { highWaterMark: 0 },
    );
    const response = problemResponse(body, { 'content-length': '65537' });
    expect((await readProblem(response))?.source).toBe('too-large');
    expect({ pulled, cancelled }).toEqual({ pulled: 0, cancelled: true });
  });

  it('is one byte more than the limit', async () => {
    const exact = JSON.stringify({ a: 'x'.repeat(65_536 - 8) });
    expect(exact).toHaveLength(65_536);
    expect((await readProblem(problemResponse(exact)))?.source).toBe('problem+json');
    expect((await readProblem(problemResponse(`${exact} `)))?.source).toBe('too-large');
    expect((await readProblem(problemResponse('{"a":1}'), { maxBytes: 6 }))?.source).toBe('too-large');
    const { headers } = problemResponse('');
    const bytes = new TextEncoder().encode(`${exact} `);
    const whole = { status: 409, headers, arrayBuffer: async () => bytes.buffer };
    expect((await readProblem(whole))?.source).toBe('too-large');
  });
});

describe('other responses', () => {
  it.each([
    [404, 'text/html', 'Not Found'],
    [500, 'application/json', 'Internal Server Error'],
    [503, undefined, 'Service Unavailable'],
  ])('a %s of %s is the problem of its status', async (status, type, title) => {
    await using server = await serve((_request, response) => {
      response.writeHead(status, { ...(type && { 'content-type': type }), 'retry-after': '3' });
      response.end('{"type":"https://api.example/x","title":"not a problem document"}');
    });
    expect(await readProblem(await fetch(server.url))).toMatchObject({
      type: 'about:blank',
      title,
      status,
      retryAfter: { ms: 3000 },
      source: 'other',
    });
  });

  it('have their body cancelled, or kept when that is asked for', async () => {
    const html = () => new Response('<h1>', { status: 502, headers: { 'content-type': 'text/html' } });
    const cancelled = html();
    await readProblem(cancelled);
    expect(cancelled.bodyUsed).toBe(true);
    const kept = html();
    await readProblem(kept, { otherBodies: 'keep' });
    expect(await kept.text()).toBe('<h1>');
  });

  it.each([200, 204, 304])('a %s is no problem, and its body stays', async (status) => {
    const response = new Response(status === 200 ? 'body' : null, { status });
    expect(await readProblem(response)).toBeUndefined();
    expect(await throwIfProblem(response)).toBe(response);
    expect(await response.text()).toBe(status === 200 ? 'body' : '');
  });

  it('a network error in disguise (status 0) is no problem', async () => {
    expect(await readProblem(Response.error())).toBeUndefined();
  });
});

describe('throwIfProblem', () => {
  it('throws an error that carries the problem', async () => {
    await using server = await serveDocument(DOCUMENT);
    const error: unknown = await throwIfProblem(await fetch(server.url)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'ProblemError',
      message: '409 Seat is taken: Choose another seat than 7A.',
      problem: { type: DOCUMENT.type, extensions: { seat: '7A' } },
    });
    await expect(throwIfProblem(new Response(null, { status: 404 }))).rejects.toThrow(/^404 Not Found$/);
  });
});

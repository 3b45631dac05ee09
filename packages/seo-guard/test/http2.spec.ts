import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { connect, type Http2ServerResponse, type ServerHttp2Stream } from 'node:http2';
import { request } from 'node:https';
import { All, Controller, Module, Param, Res } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { bootApp, testCertificate, type RunningApp } from '@couplekit/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeoGuardModule } from '../src/index.js';
import { GUARDED } from './guarded-app.js';
import { RAW_WRITERS, rawOf, WEAKENING, type AnyResponse } from './raw-writers.js';

const weakening = { ...WEAKENING, ':status': 200 } as const;
/** Node's own types know no list of headers here. */
type LooseWriteHead = (status: number, headers: unknown) => void;
const writeHead = (response: Http2ServerResponse, headers: unknown) => {
  (response.writeHead as LooseWriteHead)(200, headers);
  response.end('x');
};

/** Every way to write headers of HTTP/2, each trying to weaken what is guarded. */
const WRITERS: Readonly<
  Record<string, (response: Http2ServerResponse, stream: ServerHttp2Stream) => unknown>
> = {
  nothing: (response) => response.end('x'),
  object: (response) => writeHead(response, WEAKENING),
  'flat list': (response) => writeHead(response, Object.entries(WEAKENING).flat()),
  pairs: (response) => writeHead(response, Object.entries(WEAKENING)),
  setHeader(response) {
    for (const [name, value] of Object.entries(WEAKENING)) response.setHeader(name, value);
    response.appendHeader('X-Robots-Tag', 'index');
    response.end('x');
  },
  removeHeader(response) {
    response.setHeader('X-Robots-Tag', 'all');
    response.removeHeader('X-Robots-Tag');
    response.write('x');
    response.end();
  },
  flushHeaders(response) {
    (response as unknown as { flushHeaders(): void }).flushHeaders();
    response.end('x');
  },
  'early hints'(response) {
    response.writeEarlyHints({ link: '</a.css>; rel=preload' });
    response.end('x');
  },
  'respond of the stream'(_, stream) {
    stream.respond(weakening);
    stream.end('x');
  },
  'respond with a list'(_, stream) {
    stream.respond([':status', '200', 'x-robots-tag', 'all', 'etag', '"1"'] as never);
    stream.end('x');
  },
  'respond without headers'(_, stream) {
    stream.respond();
    stream.end('x');
  },
  'a file': (_, stream) => stream.respondWithFile(import.meta.filename, weakening),
  async 'a descriptor'(_, stream) {
    const file = await open(import.meta.filename);
    stream.respondWithFD(file, weakening);
    stream.on('close', () => void file.close());
  },
};

@Controller(['share', 'secret'])
class WritersController {
  @All('raw/:writer')
  async raw(@Param('writer') writer: string, @Res() response: AnyResponse) {
    const raw = rawOf(response);
    if (!('stream' in raw)) return RAW_WRITERS[writer]?.(raw);
    const http2 = raw as unknown as Http2ServerResponse;
    await WRITERS[writer]?.(http2, http2.stream);
  }
}

@Module({ imports: [SeoGuardModule.forRoot(GUARDED)], controllers: [WritersController] })
class WritersModule {}

describe('responses over HTTP/2', () => {
  let app: RunningApp;
  beforeAll(async () => {
    const createAdapter = () => new FastifyAdapter({ http2: true });
    app = await bootApp({ adapter: 'fastify', module: WritersModule, createAdapter });
  });
  afterAll(() => app.close());

  const ask = (path: string) => askHttp2(app.url, path);

  it.each([...Object.keys(WRITERS), 'of a writer that is not there'])('cannot be weakened: %s', async (writer) => {
    const path = writer in WRITERS ? `raw/${encodeURIComponent(writer)}` : 'nothing';
    const shared = await ask(`/share/${path}`);
    expect(shared).toMatchObject({ ':status': path === 'nothing' ? 404 : 200, 'x-robots-tag': 'noindex, nofollow' });
    const secret = await ask(`/secret/${path}`);
    expect(secret).toMatchObject({
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'private, no-store',
      'referrer-policy': 'no-referrer',
    });
    for (const name of ['etag', 'last-modified', 'expires', 'surrogate-control', 'x-accel-expires']) {
      expect(secret).not.toHaveProperty(name);
    }
  }); // prettier-ignore

  it('keep what else was written', async () => {
    expect(await ask('/share/raw/respond%20of%20the%20stream')).toMatchObject({ etag: '"1"', expires: WEAKENING.Expires }); // prettier-ignore
  });

  it('of the server that speaks HTTP/1 too are guarded in both', async () => {
    const { cert, key } = testCertificate('127.0.0.1');
    const createAdapter = () => new FastifyAdapter({ http2: true, https: { allowHTTP1: true, cert, key } });
    await using secure = await bootApp({ adapter: 'fastify', module: WritersModule, createAdapter });
    const options = {
      port: secure.port,
      host: '127.0.0.1',
      path: '/share/raw/object',
      rejectUnauthorized: false,
    };
    const headers = await new Promise((resolve, reject) => {
      request(options, (response) => resolve([response.httpVersion, response.headers['x-robots-tag']]))
        .on('error', reject)
        .end();
    });
    expect(headers).toEqual(['1.1', 'noindex, nofollow']);
    const second = await askHttp2(`https://127.0.0.1:${secure.port}`, '/share/raw/object');
    expect(second['x-robots-tag']).toBe('noindex, nofollow');
  });
});

/** The headers of an answer. All of it is read: to cut off a file that HTTP/2 is sending can end the process of Node.js. */
async function askHttp2(url: string, path: string): Promise<Record<string, unknown>> {
  const client = connect(url, { rejectUnauthorized: false });
  const stream = client.request({ ':path': path });
  const [[headers]] = (await Promise.all([once(stream, 'response'), once(stream.resume(), 'end')])) as [[Record<string, unknown>], unknown]; // prettier-ignore
  client.close();
  await once(client, 'close');
  return headers;
}

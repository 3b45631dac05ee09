import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import {
  Body,
  ClassSerializerInterceptor,
  Controller,
  ForbiddenException,
  Get,
  Post,
  Res,
  UseInterceptors,
} from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Transform } from 'class-transformer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, bootApp, eventually, rawHttp } from '@couplekit/testkit';
import { ProblemDetailsModule, problemFastifyOptions } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

interface AnyResponse {
  readonly raw?: ServerResponse;
  send(body: unknown): void;
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

const cyclic: Record<string, unknown> = { secret: SECRET };
cyclic['self'] = cyclic;

class Unserializable {
  @Transform(() => {
    throw new Error(SECRET);
  })
  readonly name = 'x';
}

@Controller()
class OddController {
  waiting: (() => void) | undefined;

  @Get('ok') ok() {
    return { ok: true };
  }
  @Post('echo') echo(@Body() body: unknown) {
    return { body };
  }
  @Get('bigint') bigint() {
    return { id: 1n, secret: SECRET };
  }
  @Get('cyclic') cyclic() {
    return cyclic;
  }
  @Get('to-json') toJson() {
    return {
      toJSON() {
        throw new Error(SECRET);
      },
    };
  }
  @Get('class-serializer') @UseInterceptors(ClassSerializerInterceptor) classSerializer() {
    return new Unserializable();
  }
  @Get('sent-then-thrown') sentThenThrown(@Res() response: AnyResponse) {
    response.send('all of it');
    throw new Error(SECRET);
  }
  @Get('sent-then-rejected') async sentThenRejected(@Res() response: AnyResponse) {
    response.send('all of it');
    await turn();
    throw new Error(SECRET);
  }
  @Get('sent-twice') async sentTwice(@Res({ passthrough: true }) response: AnyResponse) {
    response.send('all of it');
    await turn();
    return { secret: SECRET };
  }
  @Get('slow') async slow() {
    await new Promise<void>((resolve) => (this.waiting = resolve));
    throw new Error(SECRET);
  }
}

const post = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': 'application/json', ...headers },
});

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [OddController],
      configure(nest) {
        nest.enableCors({
          origin(origin: string | undefined, done: (error: Error | null, allow?: boolean) => void) {
            if (origin === 'https://error.example') return done(new Error(SECRET));
            if (origin === 'https://refused.example') return done(new ForbiddenException('Not from there.'));
            return done(null, true);
          },
        });
      },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => void (app.errors.length = 0));

  it.each(['bigint', 'cyclic', 'to-json', 'class-serializer'])(
    'answers what cannot be serialized: %s',
    async (path) => {
      const answer = await fetchProblem(`${app.url}/${path}`);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain(SECRET);
      expect(app.errors).toHaveLength(1);
    },
  );

  it.each<[string, RequestInit, number]>([
    ['no bytes', post(''), adapter === 'fastify' ? 400 : 201],
    ['cut JSON', post(`{"a": "${SECRET}`), 400],
    ['a word', post(SECRET), 400],
    ['JSON with a prototype', post(`{"__proto__": "${SECRET}"}`), adapter === 'fastify' ? 400 : 201],
    [
      'an unknown charset',
      post('{}', { 'content-type': `application/json; charset=${SECRET}` }),
      adapter === 'fastify' ? 201 : 415,
    ],
    ['broken gzip', post(`not gzip ${SECRET}`, { 'content-encoding': 'gzip' }), 400],
    [
      'too many fields',
      post(Array.from({ length: 2000 }, (_, n) => `f${n}=${SECRET}`).join('&'), {
        'content-type': 'application/x-www-form-urlencoded',
      }),
      adapter === 'fastify' ? 201 : 413,
    ],
    [
      'gzip that is too large inside',
      post(new Uint8Array(gzipSync(JSON.stringify(SECRET.repeat(200_000)))), { 'content-encoding': 'gzip' }),
      adapter === 'fastify' ? 400 : 413,
    ],
  ])('answers a body of %s', async (_name, init, status) => {
    if (status === 201) {
      expect((await fetch(`${app.url}/echo`, init)).status).toBe(201);
      return;
    }
    const answer = await fetchProblem(`${app.url}/echo?token=${SECRET}`, init);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain(SECRET);
    expect(app.errors).toEqual([]);
  });

  it.each(['https://error.example', 'https://refused.example'])(
    'answers a request and a preflight from %s, whose origin check fails',
    async (origin) => {
      const status = origin.includes('error') ? 500 : 403;
      const preflight = { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'GET' } };
      for (const init of [preflight, { headers: { origin } }]) {
        const answer = await fetchProblem(`${app.url}/ok`, init);
        expect(answer.status).toBe(status);
        expect(answer.text).not.toContain(SECRET);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      }
    },
  );

  it.each(['sent-then-thrown', 'sent-then-rejected', 'sent-twice'])(
    'leaves an answer that was sent alone: %s',
    async (path) => {
      const response = await fetch(`${app.url}/${path}`);
      const text = await response.text();
      expect([response.status, text]).toEqual([200, 'all of it']);
      if (path !== 'sent-twice') await eventually(() => app.errors.length === 1);
      expect((await fetch(`${app.url}/ok`)).status).toBe(200);
    },
  );

  it('blames nobody for a client that leaves in the middle of its body', async () => {
    const server = app.app.getHttpServer() as Server;
    const client = connect(app.port, '127.0.0.1');
    const arrived = once(server, 'request') as Promise<[IncomingMessage]>;
    client.write(
      'POST /echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":',
    );
    const [request] = await arrived;
    client.destroy();
    await new Promise((resolve) => request.once('close', resolve));
    await turn();
    expect(app.errors).toEqual([]);
    expect((await fetch(`${app.url}/ok`)).status).toBe(200);
  });

  it('logs what fails after its client has left', async () => {
    const controller = app.app.get(OddController);
    const client = connect(app.port, '127.0.0.1');
    client.write('GET /slow HTTP/1.1\r\nHost: x\r\n\r\n');
    await eventually(() => controller.waiting !== undefined);
    client.destroy();
    await turn();
    controller.waiting?.();
    await eventually(() => app.errors.length === 1);
    expect(app.errors[0]?.[0]).toMatchObject({ message: SECRET });
    expect((await fetch(`${app.url}/ok`)).status).toBe(200);
  });

  it('keeps the connection for the next of several requests that came at once', async () => {
    const one = 'GET /nowhere HTTP/1.1\r\nHost: x\r\n\r\n';
    const last = 'GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';
    const { status, body } = await rawHttp(app.port, `${one}${one}${last}`);
    expect(status).toBe(404);
    expect(body.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
  });

  it('answers when the logger throws', async () => {
    const broken = () => {
      throw new Error(SECRET);
    };
    await using silent = await bootApp({
      adapter,
      module: {
        module: class BrokenLoggerRoot {},
        imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [] })],
        controllers: [OddController],
      },
      logger: { log() {}, warn() {}, error: broken },
    });
    for (const path of ['bigint', 'cyclic', 'sent-then-thrown']) {
      const response = await fetch(`${silent.url}/${path}`);
      expect(response.status, path).toBe(path === 'sent-then-thrown' ? 200 : 500);
      expect(await response.text()).not.toContain(SECRET);
    }
  });
});

describe('on fastify, with an onSend hook that takes its time', () => {
  it.each(['sent-then-thrown', 'sent-then-rejected', 'ok'])('survives %s', async (path) => {
    await using app = await bootProblemApp('fastify', {
      controllers: [OddController],
      createAdapter() {
        const adapter = new FastifyAdapter(problemFastifyOptions());
        adapter.getInstance().addHook('onSend', async (_request, _reply, payload) => {
          await turn();
          await turn();
          return payload;
        });
        return adapter;
      },
    });
    const text = await (await fetch(`${app.url}/${path}`)).text();
    expect(text).not.toContain(SECRET);
    expect((await fetch(`${app.url}/ok`)).status).toBe(200);
  });
});

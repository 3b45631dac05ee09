import { connect } from 'node:http2';
import { Controller, Get, Post, VersioningType, Version } from '@nestjs/common';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, it } from 'vitest';
import { ADAPTERS } from '@couplekit/testkit';
import { problemFastifyOptions } from '../src/index.js';
import { bootProblemApp, fetchProblem, SECRET, type ProblemBody } from './problem-app.js';
import { VALUES } from './thrown-values.js';

@Controller()
class PlainController {
  @Get('ok') ok() {
    return { ok: true };
  }
  @Post('ok') post() {
    return { ok: true };
  }
  @Get('broken') broken() {
    throw new Error(SECRET);
  }
  @Get('half') async *half() {
    yield 'half of';
    await new Promise((resolve) => setImmediate(resolve));
    throw new Error(SECRET);
  }
}

@Controller()
class VersionedController {
  @Version('1')
  @Get('versioned')
  one() {
    return 1;
  }
}

/** The part of either adapter that takes a request hook. */
interface HookAdapter {
  setOnRequestHook(
    hook: (request: unknown, response: unknown, done: (error?: unknown) => void) => unknown,
  ): void;
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  it.each<[string, Parameters<HookAdapter['setOnRequestHook']>[0]]>([
    [
      'throws',
      () => {
        throw new Error(SECRET);
      },
    ],
    ['rejects', () => Promise.reject(new Error(SECRET))],
    ['passes an error on', (_request, _response, done) => done(new Error(SECRET))],
    ['passes a proxy on', (_request, _response, done) => done(VALUES['proxy'])],
  ])('answers when the request hook of the adapter %s', async (_name, hook) => {
    await using app = await bootProblemApp(adapter, {
      controllers: [PlainController],
      configure: (nest) => (nest.getHttpAdapter() as unknown as HookAdapter).setOnRequestHook(hook),
    });
    for (const path of ['/ok', '/nowhere']) {
      const answer = await fetchProblem(app.url + path);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain(SECRET);
    }
  });

  it('answers what the protection against forged requests refuses', async () => {
    await using app = await bootProblemApp(adapter, {
      controllers: [PlainController],
      configure: (nest) => void nest.enableCsrfProtection(),
    });
    const answer = await fetchProblem(`${app.url}/ok?token=${SECRET}`, {
      method: 'POST',
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(403);
    expect(answer.body).toMatchObject({ title: 'Forbidden', instance: '/ok' });
  });

  it('answers when the extractor of versions throws', async () => {
    await using app = await bootProblemApp(adapter, {
      controllers: [VersionedController],
      configure: (nest) =>
        void nest.enableVersioning({
          type: VersioningType.CUSTOM,
          extractor() {
            throw new Error(SECRET);
          },
        }),
    });
    const answer = await fetchProblem(`${app.url}/versioned`);
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain(SECRET);
  });
});

describe('on fastify', () => {
  it.each([
    'onRequest',
    'preParsing',
    'preValidation',
    'preHandler',
    'preSerialization',
    'onError',
    'onResponse',
  ] as const)('answers, and says nothing, when a hook throws: %s', async (hook) => {
    await using app = await bootProblemApp('fastify', {
      controllers: [PlainController],
      createAdapter() {
        const adapter = new FastifyAdapter(problemFastifyOptions());
        adapter.getInstance().addHook(hook as 'onRequest', async () => {
          throw new Error(`${hook} ${SECRET}`);
        });
        return adapter;
      },
    });
    for (const path of ['/ok', '/broken', '/nowhere', '/ok']) {
      const response = await fetch(app.url + path);
      const text = await response.text();
      expect(text, path).not.toContain(SECRET);
      if (response.status >= 400) {
        expect(response.headers.get('content-type'), path).toBe('application/problem+json');
      }
    }
  });

  it('speaks HTTP/2', async () => {
    await using app = await bootProblemApp('fastify', {
      controllers: [PlainController],
      createAdapter: () => new FastifyAdapter({ ...problemFastifyOptions(), http2: true } as never),
    });
    const session = connect(app.url);
    const ask = (method: string, path: string) =>
      new Promise<{ status: number; allow: unknown; type: unknown; text: string; failed: boolean }>(
        (resolve) => {
          const stream = session.request({ ':method': method, ':path': `${path}?token=${SECRET}` });
          const answer = {
            status: 0,
            allow: undefined as unknown,
            type: undefined as unknown,
            text: '',
            failed: false,
          };
          stream.setEncoding('utf8');
          stream.on('response', (headers) => {
            Object.assign(answer, {
              status: headers[':status'],
              allow: headers['allow'],
              type: headers['content-type'],
            });
          });
          stream.on('data', (chunk: string) => (answer.text += chunk));
          stream.on('error', () => (answer.failed = true));
          stream.on('close', () => resolve(answer));
        },
      );
    try {
      for (const [method, path, status] of [
        ['GET', '/broken', 500],
        ['GET', '/nowhere', 404],
        ['DELETE', '/ok', 405],
        ['GET', '/%E0%A4%A', 400],
      ] as const) {
        const answer = await ask(method, path);
        expect(answer).toMatchObject({ status, type: 'application/problem+json', failed: false });
        expect(answer.text).not.toContain(SECRET);
        expect((JSON.parse(answer.text) as ProblemBody).status).toBe(status);
        expect(answer.allow).toBe(status === 405 ? 'GET, HEAD, POST' : undefined);
      }
      expect(await ask('GET', '/half')).toMatchObject({ status: 200, failed: true });
      expect(await ask('GET', '/ok')).toMatchObject({ status: 200, failed: false });
    } finally {
      session.close();
    }
  });
});

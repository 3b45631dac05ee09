import {
  Body,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  Post,
  UseGuards,
  type CanActivate,
} from '@nestjs/common';
import { IsInt, IsString } from 'class-validator';
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, bootApp, testCertificate, type AdapterName } from '@couplekit/testkit';
import { ProblemException, problemValidationPipe } from '../../src/index.js';
import {
  expectProblem,
  problemMatrix,
  type MatrixReport,
  type MatrixRoutes,
  type PlainResponse,
} from '../../src/testing/index.js';
import { bootProblemApp, SECRET, type ProblemApp } from '../problem-app.js';
import { SeatTakenError, seatTaken } from '../seat-taken.js';
import { answerOf, messageOf } from './bad-answers.js';
import { startBadServer } from './bad-server.js';

/** The part of Fastify that is asked here. */
interface FastifyInstance {
  inject(path: string): Promise<PlainResponse>;
}

class SeatDto {
  @IsString() seat!: string;
  @IsInt() row!: number;
}

class NoEntry implements CanActivate {
  canActivate(): boolean {
    return false;
  }
}

@Controller()
class SeatsController {
  @Get('ok') ok() {
    return { ok: true };
  }
  @Get('seats/:id') seat(@Param('id', ParseIntPipe) id: number) {
    return { id };
  }
  @Post('seats') reserve(@Body() body: SeatDto) {
    return body;
  }
  @Get('taken') taken() {
    throw new SeatTakenError('7A');
  }
  @Get('forbidden') @UseGuards(NoEntry) forbidden() {}
  @Get('unauthorized') unauthorized() {
    throw new ProblemException(401, { headers: { 'WWW-Authenticate': 'Bearer' } });
  }
  @Get('throttled') throttled() {
    throw new ProblemException(429, { headers: { 'Retry-After': '7' } });
  }
  @Get('broken') broken() {
    throw new Error(SECRET);
  }
}

const routes: MatrixRoutes = {
  get: '/ok',
  post: '/seats',
  parameter: '/seats/{id}',
  problems: [
    { name: 'taken', path: '/taken', status: 409 },
    { name: 'forbidden', path: '/forbidden', status: 403 },
    { name: 'unauthorized', path: '/unauthorized', status: 401 },
    { name: 'throttled', path: '/throttled', status: 429 },
    { name: 'broken', path: '/broken', status: 500 },
    { name: 'not-valid', path: '/seats', method: 'POST', body: { seat: SECRET, row: 'x' }, status: 422 },
  ],
};

const failures = ({ results }: MatrixReport) => results.flatMap(({ failure }) => failure ?? []);

describe.each(ADAPTERS)('our own application on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      controllers: [SeatsController],
      options: { problems: [seatTaken] },
      configure: (nest) => void nest.useGlobalPipes(problemValidationPipe()),
    });
  });
  afterAll(() => app.close());

  problemMatrix({
    baseUrl: () => app.url,
    routes,
    languages: ['ko', 'en'],
    secrets: [SECRET],
    except: ['method-not-allowed'],
  }).register({ describe, it });

  it('passes as a report, too, below a prefix', async () => {
    await using prefixed = await bootProblemApp(adapter, {
      controllers: [SeatsController],
      configure: (nest) => void nest.setGlobalPrefix('api'),
    });
    const report = await problemMatrix({
      baseUrl: `${prefixed.url}/api/`,
      routes: { parameter: '/seats/{id}' },
    }).run();
    expect(failures(report)).toEqual([]);
    expect(report.ok).toBe(true);
    expect(report.notRun.map(({ name }) => name)).toContain('malformed-json');
  });
});

/** What a handler without validation takes, so that there is no error. */
const ACCEPTED: Readonly<Record<AdapterName, readonly string[]>> = {
  fastify: ['empty-object', 'not-an-object', 'unsupported-charset'],
  express: [
    'polluting-json',
    'empty-json',
    'empty-object',
    'not-an-object',
    'unsupported-media-type',
    'malformed-media-type',
  ],
};

describe.each(ADAPTERS)('a bare Nest application on %s', (adapter) => {
  it('fails whatever it does not accept', async () => {
    await using app = await bootApp({
      adapter,
      module: { module: class {}, controllers: [SeatsController] },
    });
    const report = await problemMatrix({ baseUrl: app.url, routes, off: ['P1'] }).run();
    expect(report.ok).toBe(false);
    const passed = report.results.filter(({ failure }) => failure === undefined).map(({ name }) => name);
    expect(passed).toEqual(ACCEPTED[adapter]);
  });
});

describe('a server that is worse than wrong', () => {
  it('is told as such when it answers nothing', async () => {
    await using server = await startBadServer((socket) => socket.end());
    const report = await problemMatrix({ baseUrl: server.url, only: ['not-found', 'parse-error'] }).run();
    expect(report.results.map(({ failure }) => failure)).toEqual([
      'The connection ended without an answer.',
      'The connection ended without an answer.',
    ]);
  });

  it('is told as such when nobody listens', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => closed.once('listening', resolve));
    const { port } = closed.address() as { port: number };
    await new Promise((resolve) => closed.close(resolve));
    const report = await problemMatrix({ baseUrl: `http://127.0.0.1:${port}`, only: ['not-found'] }).run();
    expect(report.results[0]?.failure).toBe('The connection ended without an answer.');
  });

  it.each([
    ['the query', /token=([^ ]+)/],
    ['a header', /x-planted: (.+)/],
    ['bytes that are not HTTP', /NOT HTTP (.+)/],
  ])('is told when it repeats %s', async (_name, pattern) => {
    await using server = await startBadServer((socket, received) => {
      const members = { status: 400, seat: pattern.exec(received)?.[1] };
      socket.end(messageOf(answerOf({ status: 400, members })));
    });
    const { results } = await problemMatrix({ baseUrl: server.url, only: ['bad-url', 'parse-error'] }).run();
    const found = results.map(({ failure }) => failure?.split('\n')[1]?.split(' (')[0]);
    expect(found).toContain('P22 SHOULD no-leak: the body contains a secret that was planted');
  });

  it('is told the status, the language and the title that are not as they should be', async () => {
    let count = 0;
    await using server = await startBadServer((socket) => {
      const members = { status: 404, title: `Nothing ${(count += 1)}` };
      socket.end(messageOf(answerOf({ status: 404, members })));
    });
    const { results } = await problemMatrix({
      baseUrl: server.url,
      languages: ['ko'],
      routes: { get: '/' },
      only: ['method-not-allowed', 'language-ko', 'same-title', 'not-found'],
    }).run();
    const found = Object.fromEntries(results.map(({ name, failure }) => [name, failure?.split('\n')[1]]));
    expect(found).toEqual({
      'not-found': undefined,
      'same-title': 'title is Nothing 2 here and Nothing 3 for another occurrence',
      'method-not-allowed': 'the status is 404, not 405',
      'language-ko': 'Content-Language is en, where ko was asked for',
    });
  });

  it('is reached over TLS, too', async () => {
    const certificate = testCertificate('authority');
    const own = testCertificate('server', certificate);
    const trusted = getCACertificates('default');
    setDefaultCACertificates([...trusted, certificate.cert]);
    const message = messageOf(answerOf({ status: 404, members: { status: 404 } }));
    const server = createTlsServer(own, (socket) => socket.once('data', () => socket.end(message)));
    try {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as { port: number };
      const matrix = { baseUrl: `https://127.0.0.1:${port}`, only: ['not-found', 'same-title'] };
      expect(failures(await problemMatrix(matrix).run())).toEqual([]);
      setDefaultCACertificates(trusted);
      expect((await problemMatrix(matrix).run()).ok).toBe(false);
    } finally {
      setDefaultCACertificates(trusted);
      server.close();
    }
  });

  it('reads chunks and interim answers', async () => {
    const { headers, body } = answerOf({ status: 404, members: { status: 404 } });
    const lines = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
    await using server = await startBadServer((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n');
      socket.write(`HTTP/1.1 404 X\r\n${lines}transfer-encoding: chunked\r\n\r\n`);
      for (const part of [body.slice(0, 5), body.slice(5)]) {
        socket.write(`${part.length.toString(16)}\r\n${part.toString()}\r\n`);
      }
      socket.write('0\r\n\r\n');
    });
    const report = await problemMatrix({ baseUrl: server.url, only: ['not-found'] }).run();
    expect(failures(report)).toEqual([]);
  });
});

it('refuses a name that no case has', () => {
  expect(() => problemMatrix({ baseUrl: 'http://127.0.0.1', except: ['not-fuond'] })).toThrow(
    'there is no case "not-fuond"; there are not-found, ',
  );
});

it('tells which cases need a route', () => {
  const { cases, notRun } = problemMatrix({
    baseUrl: 'http://127.0.0.1',
    only: ['not-found', 'malformed-json'],
  });
  expect(cases.map(({ name }) => name)).toEqual(['not-found']);
  expect(notRun).toEqual([{ name: 'malformed-json', needs: 'post' }]);
});

it('registers itself with whatever runner it is handed', () => {
  const names: string[] = [];
  problemMatrix({ baseUrl: 'http://127.0.0.1' }).register({
    describe: (name, body) => {
      names.push(name);
      body();
    },
    it: (name) => void names.push(name),
  });
  expect(names.slice(0, 2)).toEqual([
    'every error is a problem (RFC 9457)',
    'not-found: answers an unknown path',
  ]);
});

it('runs in node:test', async () => {
  await using server = await startBadServer(answerOf({ status: 404, members: { status: 404 } }));
  const file = fileURLToPath(new URL('./node-test.mjs', import.meta.url));
  const env = { PATH: process.env['PATH'], BASE_URL: server.url };
  const options = ['--test', '--test-reporter=tap', file];
  const tap = await promisify(execFile)(process.execPath, options, { env }).catch(
    (error: { stdout: string }) => error,
  );
  expect(tap.stdout).toMatch(/^ +ok \d+ - not-found: /m);
  expect(tap.stdout).toMatch(/^ +not ok \d+ - parse-error: /m);
  expect(tap.stdout).toContain('the status is 404, not 400');
});

it("takes the response of Fastify's inject", async () => {
  await using app = await bootProblemApp('fastify', { controllers: [SeatsController] });
  const fastify: FastifyInstance = app.app.getHttpAdapter().getInstance();
  await expectProblem(await fastify.inject('/nowhere'), { status: 404, instance: '/nowhere' });
  await expect(expectProblem(await fastify.inject('/ok'))).rejects.toThrow('P1 MUST media-type');
});

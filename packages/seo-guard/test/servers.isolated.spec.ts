import { channel } from 'node:diagnostics_channel';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Module, Res, type DynamicModule, type INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { ADAPTERS, bootApp, getRequest, rawHttp } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { SeoGuardModule, type SeoGuardModuleOptions } from '../src/index.js';

type AnyResponse = ServerResponse & { readonly raw?: ServerResponse };
type LooseWriteHead = (status: number, ...rest: unknown[]) => ServerResponse;

function writeHead(response: AnyResponse, ...rest: unknown[]): void {
  const raw = response.raw ?? response;
  (raw.writeHead as LooseWriteHead)(200, ...rest).end('x');
}

@Controller('share')
class ShareController {
  @Get('pairs')
  pairs(@Res() response: AnyResponse) {
    writeHead(response, [
      ['X-Kept', '1'],
      ['X-Robots-Tag', 'all'],
    ]);
  }

  @Get('third')
  third(@Res() response: AnyResponse) {
    writeHead(response, {}, { 'X-Robots-Tag': 'all', 'X-Kept': '1' });
  }

  @Get('id/:id/part')
  part() {
    return 'part';
  }
}

@Module({ controllers: [ShareController] })
class ShareModule {}

const guarded = (options?: SeoGuardModuleOptions): DynamicModule => ({
  module: ShareModule,
  imports: [
    SeoGuardModule.forRoot({
      unmatched: {},
      rules: [{ path: '/share{/*path}', robots: { noindex: true } }],
      ...options,
    }),
  ],
});

const linesOf = async (port: number, request: string) => {
  const { status, headers } = await rawHttp(port, request);
  return [status, ...headers.filter(([name]) => name === 'x-robots-tag').map(([, value]) => value)];
};

describe.each(ADAPTERS)('a guarded application on %s', (adapter) => {
  it('reads writeHead as Node does', async () => {
    await using app = await bootApp({ adapter, module: guarded() });
    expect(await linesOf(app.port, getRequest('/share/third'))).toEqual([200, 'noindex']);
    expect((await rawHttp(app.port, getRequest('/share/third'))).headers).toContainEqual(['x-kept', '1']);
    // Express sets a header of its own, and beside those Node refuses a list of pairs.
    const pairs = await linesOf(app.port, getRequest('/share/pairs'));
    expect(pairs).toEqual([adapter === 'express' ? 500 : 200, 'noindex']);
  });

  it.each([
    [
      'an unknown Expect',
      'GET /share/x HTTP/1.1\r\nHost: x\r\nExpect: odd\r\nConnection: close\r\n\r\n',
      417,
    ],
    ['a missing Host', 'GET /share/x HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
  ])('holds where Node answers by itself: %s', async (_, request, status) => {
    await using app = await bootApp({ adapter, module: guarded() });
    expect(await linesOf(app.port, request)).toEqual([status, 'noindex']);
  });

  it('holds on further servers in front of the same framework', async () => {
    await using app = await bootApp({ adapter, module: guarded() });
    const server = createServer(frameworkOf(app.app));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      expect(await linesOf(port, getRequest('/share/x'))).toEqual([404, 'noindex']);
      expect(await linesOf(port, getRequest('/x'))).toEqual([404]);
    } finally {
      server.close();
    }
  });

  it('matches a parameter that the router takes as empty', async () => {
    const module = guarded({ rules: [{ path: '/share/id/:id/part', robots: { noindex: true } }] });
    await using app = await bootApp({ adapter, module });
    expect((await linesOf(app.port, getRequest('/share/id//part'))).slice(1)).toEqual(['noindex']);
  });

  it('writes no header for a rule that restricts nothing', async () => {
    await using app = await bootApp({
      adapter,
      module: guarded({ rules: [{ path: '/share/x', robots: {} }] }),
    });
    expect(await linesOf(app.port, getRequest('/share/x'))).toEqual([404]);
  });

  it('leaves nothing behind when it is closed', async () => {
    const requests = channel('http.server.request.start');
    const app = await bootApp({ adapter, module: guarded() });
    expect(requests.hasSubscribers).toBe(true);
    await app.close();
    expect(requests.hasSubscribers).toBe(false);
  });

  it('is quiet without HTTP', async () => {
    const context = await NestFactory.createApplicationContext(guarded(), { logger: false });
    await context.close();
  });

  it('takes its options from a factory', async () => {
    const module = { module: ShareModule, imports: [SeoGuardModule.forRootAsync({ useFactory: () => ({ unmatched: { noindex: true } }) })] }; // prettier-ignore
    await using app = await bootApp({ adapter, module });
    expect(await linesOf(app.port, getRequest('/x'))).toEqual([404, 'noindex']);
  });
});

describe('a guarded application on Fastify alone', () => {
  it('matches a path that ends at a semicolon', async () => {
    const module = guarded({ rules: [{ path: '/share/id/:id/part', robots: { noindex: true } }] });
    const createAdapter = () => new FastifyAdapter({ useSemicolonDelimiter: true });
    await using app = await bootApp({ adapter: 'fastify', module, createAdapter });
    expect(await linesOf(app.port, getRequest('/share/id/7/part;a=/b'))).toEqual([200, 'noindex']);
  });

  it('judges what was asked for where the application rewrites it', async () => {
    const module = guarded({ unmatched: { noindex: true }, rules: [{ path: '/share/id/:id/part' }] });
    const rewriteUrl = ({ url }: { url?: string | undefined }) =>
      url === '/alias' ? '/share/id/7/part' : (url ?? '/');
    const createAdapter = () => new FastifyAdapter({ rewriteUrl });
    await using app = await bootApp({ adapter: 'fastify', module, createAdapter });
    expect(await linesOf(app.port, getRequest('/alias'))).toEqual([200, 'noindex']);
    expect(await linesOf(app.port, getRequest('/share/id/7/part'))).toEqual([200]);
  });
});

function frameworkOf(app: INestApplication): RequestListener {
  const instance = app.getHttpAdapter().getInstance() as RequestListener & {
    readonly routing?: RequestListener;
  };
  return instance.routing ?? instance;
}

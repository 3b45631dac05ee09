import {
  All,
  Controller,
  Delete,
  Get,
  MethodNotAllowedException,
  Module,
  NotFoundException,
  Post,
  Put,
  RequestMethod,
  Version,
  VersioningType,
  type INestApplication,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, getRequest, rawHttp, type AdapterName } from '@couplekit/testkit';
import { ProblemDetailsModule, ProblemException } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';

@Controller('cats')
class CatsController {
  @Get() list() {
    return [];
  }
  @Post() add() {
    return {};
  }
  @Get('gone') gone() {
    throw new NotFoundException('No such cat.');
  }
  @Get(':id') one() {
    return {};
  }
  @Put(':id') replace() {
    return {};
  }
  @Delete(':id/toys/:toy') drop() {
    return {};
  }
  @Get('files/*') file() {
    return 'file';
  }
  @Post('only') only() {
    return {};
  }
  @All('any') any() {
    throw new NotFoundException();
  }
}

@Controller('dogs')
class DogsController {
  @Get('refused') refused() {
    throw new MethodNotAllowedException();
  }
  @Post('refused') refusedToo() {
    return {};
  }
  @Put('told') told() {
    throw new ProblemException(405, { headers: { Allow: 'GET' } });
  }
}

@Controller({ path: 'tenants', host: 'tenant.example' })
class TenantsController {
  @Get() list() {
    return [];
  }
}

@Controller('toys')
class ToysController {
  @Get() list() {
    return [];
  }
}

@Module({ controllers: [ToysController] })
class ToysModule {}

@Module({
  imports: [
    ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [] }),
    ToysModule,
    RouterModule.register([{ path: 'shop', module: ToysModule }]),
  ],
  controllers: [CatsController, DogsController, TenantsController],
})
class MethodsModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    const pass = (_request: unknown, _response: unknown, next: () => void) => next();
    consumer.apply(pass).forRoutes({ path: '*path', method: RequestMethod.GET });
    const refuse = (request: { originalUrl: string; method: string }) => {
      throw new NotFoundException(`Nothing for ${request.method}.`);
    };
    consumer.apply(refuse).forRoutes({ path: 'cats/hidden', method: RequestMethod.DELETE });
  }
}

const boot = (adapter: AdapterName, configure?: (app: INestApplication) => void): Promise<ProblemApp> =>
  bootProblemApp(adapter, { module: MethodsModule, ...(configure && { configure }) });

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await boot(adapter);
  });
  afterAll(() => app.close());

  it.each([
    ['DELETE', '/cats', 'GET, HEAD, POST'],
    ['DELETE', `/cats?token=${SECRET}`, 'GET, HEAD, POST'],
    ['PATCH', '/cats/7', 'GET, HEAD, PUT'],
    ['POST', '/cats/%ED%95%9C', 'GET, HEAD, PUT'],
    ['GET', '/cats/7/toys/ball', 'DELETE'],
    ['HEAD', '/cats/7/toys/ball', 'DELETE'],
    ['POST', '/cats/files/a/b/c.txt', 'GET, HEAD'],
    ['OPTIONS', '/cats', 'GET, HEAD, POST'],
    ['DELETE', '/shop/toys', 'GET, HEAD'],
    ['PURGE', '/cats', 'GET, HEAD, POST'],
  ])('answers %s %s with 405 and Allow: %s', async (method, path, allow) => {
    const response = await rawHttp(app.port, getRequest(path, method));
    const headers = new Map(response.headers);
    expect(response.status).toBe(405);
    expect(headers.get('allow')).toBe(allow);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(response.body).not.toContain(SECRET);
    if (method === 'HEAD') expect(response.body).toBe('');
    else
      expect(JSON.parse(response.body)).toMatchObject({
        type: 'about:blank',
        title: 'Method Not Allowed',
        status: 405,
        detail: 'This address does not support the method.',
      });
  });

  it.each([
    ['DELETE', '/nowhere'],
    ['GET', '/nowhere'],
    ['OPTIONS', '/nowhere'],
    ['DELETE', '/cats/7/toys'],
    ['GET', '/cats/gone'],
    ['DELETE', '/cats/any'],
    ['DELETE', '/cats/hidden'],
    ['DELETE', '/tenants'],
    ['GET', '/tenants'],
    ['DELETE', '/toys'],
    ['GET', '/cats//toys/ball'],
  ])('answers %s %s with 404', async (method, path) => {
    const answer = await fetchProblem(app.url + path, { method });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('allow')).toBeNull();
  });

  it('names the other methods for a 405 that a handler throws, unless it names them itself', async () => {
    const refused = await fetchProblem(`${app.url}/dogs/refused`);
    expect(refused).toMatchObject({ status: 405, body: { title: 'Method Not Allowed' } });
    expect(refused.headers.get('allow')).toBe('HEAD, POST');
    const told = await fetchProblem(`${app.url}/dogs/told`, { method: 'PUT' });
    expect(told.headers.get('allow')).toBe('GET');
  });

  it('follows the global prefix and what is excluded from it', async () => {
    await using prefixed = await boot(adapter, (nest) => {
      nest.setGlobalPrefix('api', { exclude: ['cats/only'] });
    });
    const allow = async (path: string, method: string) => {
      const { status, headers } = await fetchProblem(prefixed.url + path, { method });
      return [status, headers.get('allow')];
    };
    expect(await allow('/api/cats', 'DELETE')).toEqual([405, 'GET, HEAD, POST']);
    expect(await allow('/cats', 'DELETE')).toEqual([404, null]);
    expect(await allow('/cats/only', 'DELETE')).toEqual([405, 'POST']);
  });

  it('leaves preflights of CORS alone, and takes their route for no resource', async () => {
    await using crossOrigin = await boot(adapter, (nest) => nest.enableCors({ methods: ['DELETE'] }));
    const headers = { origin: 'https://app.example', 'access-control-request-method': 'DELETE' };
    for (const path of ['/cats', '/nowhere']) {
      const preflight = await fetch(crossOrigin.url + path, { method: 'OPTIONS', headers });
      expect(preflight.status, path).toBe(204);
      expect(preflight.headers.get('access-control-allow-methods'), path).toContain('DELETE');
    }
    expect((await fetchProblem(`${crossOrigin.url}/nowhere`, { method: 'DELETE' })).status).toBe(404);
    const wrong = await fetchProblem(`${crossOrigin.url}/cats`, { method: 'DELETE', headers });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe(
      adapter === 'fastify' ? 'GET, HEAD, POST, OPTIONS' : 'GET, HEAD, POST',
    );
    expect(wrong.headers.get('access-control-allow-origin')).toBe('*');
  });

  it.each<[string, Parameters<INestApplication['enableVersioning']>[0], string, Record<string, string>]>([
    ['URI', { type: VersioningType.URI }, '/v1/versioned', {}],
    ['header', { type: VersioningType.HEADER, header: 'x-version' }, '/versioned', { 'x-version': '1' }],
    [
      'media type',
      { type: VersioningType.MEDIA_TYPE, key: 'v=' },
      '/versioned',
      { accept: 'application/json;v=1' },
    ],
    ['custom', { type: VersioningType.CUSTOM, extractor: () => '1' }, '/versioned', {}],
  ])('follows versions by %s', async (name, versioning, path, headers) => {
    await using versioned = await bootProblemApp(adapter, {
      controllers: [VersionedController],
      configure: (nest) => void nest.enableVersioning(versioning),
    });
    expect((await fetch(versioned.url + path, { headers })).status).toBe(200);
    const wrong = await fetchProblem(versioned.url + path, { method: 'DELETE', headers });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe(name === 'URI' ? 'GET, HEAD' : 'GET, HEAD, POST');
    if (name === 'URI') {
      const missing = await fetchProblem(`${versioned.url}/v3/versioned`, { method: 'DELETE' });
      expect(missing.status).toBe(404);
    }
  });

  it.each(['/CATS', '/cats/'])('reads %s as the router does', async (path) => {
    const served = await fetch(app.url + path);
    const { status } = await fetchProblem(app.url + path, { method: 'DELETE' });
    expect([served.status, status]).toEqual(adapter === 'express' ? [200, 405] : [404, 404]);
  });

  it('counts no middleware, and sends Allow without touching what it answers', async () => {
    await using plain = await boot(adapter, (nest) => {
      nest.use((_request: unknown, response: ServerResponse, next: () => void) => {
        response.setHeader('x-seen', '1');
        next();
      });
    });
    const answer = await fetchProblem(`${plain.url}/cats`, { method: 'DELETE' });
    expect(answer.headers.get('x-seen')).toBe('1');
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });
});

@Controller('versioned')
class VersionedController {
  @Version('1')
  @Get()
  one() {
    return 1;
  }
  @Version('2')
  @Post()
  two() {
    return 2;
  }
  @Version('2')
  @Get()
  three() {
    return 3;
  }
}

import dns from 'node:dns';
import {
  Catch,
  ConflictException,
  Controller,
  Get,
  Injectable,
  Module,
  Scope,
  UseFilters,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, it, vi } from 'vitest';
import { ADAPTERS, eventually } from '@couplekit/testkit';
import { ProblemDetailsFilter, ProblemDetailsModule, problemFastifyOptions } from '../src/index.js';
import { BASE_URI, bootProblemApp } from './problem-app.js';

/** As Node and Fastify call it: for all addresses of a name. */
type Lookup = (name: string, options: object, done: (error: null, found: object[]) => void) => void;

class BaseFilter implements ExceptionFilter {
  catch(_exception: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<{
      status(code: number): { send(body: string): void };
    }>();
    response.status(418).send('other');
  }
}

@Catch()
class EverythingFilter extends BaseFilter {}

@Catch(Error)
class EveryErrorFilter extends BaseFilter {}

@Catch(ConflictException)
class ConflictFilter extends BaseFilter {}

@Injectable({ scope: Scope.REQUEST })
@Catch()
class ScopedFilter extends BaseFilter {}

@Controller()
class ThrowController {
  @Get('throw') throw() {
    throw new ConflictException();
  }
}

@Controller('own')
@UseFilters(EverythingFilter)
class OwnFilterController {
  @Get() throw() {
    throw new ConflictException();
  }
  @Get('method')
  @UseFilters(new EveryErrorFilter())
  method() {
    throw new ConflictException();
  }
}

@Controller('fine')
@UseFilters(ConflictFilter)
class FineController {
  @Get()
  @UseFilters(ProblemDetailsFilter)
  throw() {
    throw new ConflictException();
  }
}

@Module({ providers: [{ provide: APP_FILTER, useClass: ConflictFilter }] })
class ConflictModule {}

@Module({ providers: [{ provide: APP_FILTER, useClass: EverythingFilter }] })
class EverythingModule {}

describe.each(ADAPTERS)('on %s', (adapter) => {
  it('says nothing of a plain application', async () => {
    await using app = await bootProblemApp(adapter, { controllers: [ThrowController, FineController] });
    expect(app.warnings).toEqual([]);
  });

  it('says nothing of filters for some errors that are asked first', async () => {
    await using app = await bootProblemApp(adapter, {
      controllers: [ThrowController],
      imports: [ConflictModule],
      configure: (nest) => void nest.useGlobalFilters(new ConflictFilter()),
    });
    expect(app.warnings).toEqual([]);
    expect((await fetch(`${app.url}/throw`)).status).toBe(418);
  });

  it.each([
    ['EverythingFilter', new EverythingFilter()],
    ['EveryErrorFilter', new EveryErrorFilter()],
  ])('names a global filter that is asked first: %s', async (name, filter) => {
    await using app = await bootProblemApp(adapter, {
      controllers: [ThrowController],
      configure: (nest) => void nest.useGlobalFilters(filter),
    });
    expect(app.warnings).toEqual([
      `${name} catches everything and is asked before ProblemDetailsFilter, so no error becomes a problem. Remove it, or let its @Catch() name the errors that it is for.`,
    ]);
    expect((await fetch(`${app.url}/throw`)).status).toBe(418);
  });

  it('names APP_FILTER of a later module, and one of the scope of a request', async () => {
    await using app = await bootProblemApp(adapter, {
      controllers: [ThrowController],
      imports: [EverythingModule],
      providers: [{ provide: APP_FILTER, useClass: ScopedFilter, scope: Scope.REQUEST }],
    });
    const named = app.warnings.filter((warning) => warning.includes('is asked before ProblemDetailsFilter'));
    expect(named.map((warning) => warning.split(' ')[0])).toEqual(['EverythingFilter', 'ScopedFilter']);
  });

  it('names a filter that this one keeps from being called', async () => {
    await using app = await bootProblemApp(adapter, {
      controllers: [ThrowController],
      providers: [{ provide: APP_FILTER, useClass: ConflictFilter }],
    });
    expect(app.warnings).toEqual([
      'ConflictFilter is never called: ProblemDetailsFilter catches everything and is asked before it. Register it by app.useGlobalFilters(), or as APP_FILTER in a module that is imported after ProblemDetailsModule.',
    ]);
    expect((await fetch(`${app.url}/throw`)).status).toBe(409);
  });

  it('names the filters of controllers and methods', async () => {
    await using app = await bootProblemApp(adapter, { controllers: [OwnFilterController] });
    expect(app.warnings).toEqual([
      'EverythingFilter catches everything that OwnFilterController throws, so none of it becomes a problem. Let its @Catch() name the errors that it is for.',
      'EveryErrorFilter catches everything that OwnFilterController.method throws, so none of it becomes a problem. Let its @Catch() name the errors that it is for.',
    ]);
  });

  it('is quiet when told to be', async () => {
    await using app = await bootProblemApp(adapter, {
      controllers: [OwnFilterController],
      options: { doctor: false },
      createAdapter: () => new FastifyAdapter(),
      configure: (nest) => void nest.useGlobalFilters(new EverythingFilter()),
    });
    expect(app.warnings).toEqual([]);
  });
});

describe('on fastify', () => {
  it('misses the options of the adapter', async () => {
    await using app = await bootProblemApp('fastify', { createAdapter: () => new FastifyAdapter() });
    expect(app.warnings).toEqual([
      'The FastifyAdapter was made without problemFastifyOptions(), so a malformed URL is answered without a problem. Make it by new FastifyAdapter(problemFastifyOptions()).',
    ]);
    const response = await fetch(`${app.url}/%E0%A4%A`);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  });

  it('says nothing of options that are merged with others', async () => {
    await using app = await bootProblemApp('fastify', {
      createAdapter: () => new FastifyAdapter({ ...problemFastifyOptions(), bodyLimit: 10 }),
    });
    expect(app.warnings).toEqual([]);
  });

  it.each([
    [['127.0.0.1', '::1'], 1],
    [['127.0.0.1'], 0],
  ])("warns of a second server for 'localhost' when it is %j", async (addresses, count) => {
    const resolver = dns as unknown as { lookup: Lookup };
    const { lookup: original } = resolver;
    const lookup = vi.spyOn(resolver, 'lookup').mockImplementation((name, options, done) => {
      if (name !== 'localhost') return original(name, options, done);
      const found = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      setImmediate(() => done(null, found));
    });
    const warnings: string[] = [];
    const module = {
      module: class LocalhostRoot {},
      imports: [ProblemDetailsModule.forRoot({ baseUri: BASE_URI, problems: [] })],
    };
    const app = await NestFactory.create(module, new FastifyAdapter(problemFastifyOptions()), {
      logger: { log() {}, error() {}, warn: (message: unknown) => void warnings.push(String(message)) },
      forceCloseConnections: true,
    });
    try {
      await app.listen(0);
      const fastify = app.getHttpAdapter().getInstance() as { addresses(): unknown[] };
      await eventually(() => fastify.addresses().length === addresses.length);
      await eventually(() => warnings.length === count);
      if (count === 1) expect(warnings[0]).toContain("Fastify listens with a second server for 'localhost'");
    } finally {
      lookup.mockRestore();
      await app.close();
    }
  });
});

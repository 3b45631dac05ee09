import {
  Controller,
  Get,
  Injectable,
  Module,
  Param,
  UseGuards,
  UseInterceptors,
  UsePipes,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type MiddlewareConsumer,
  type NestInterceptor,
  type NestMiddleware,
  type NestModule,
  type PipeTransform,
} from '@nestjs/common';
import fc from 'fast-check';
import { map, type Observable } from 'rxjs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ADAPTERS, extent } from '@couplekit/testkit';
import { defineProblem, ProblemDetailsModule } from '../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from './problem-app.js';
import { BrokenDefinitionError, EXPECTED, explode, VALUES } from './thrown-values.js';

const broken = defineProblem({
  slug: 'broken',
  status: 409,
  title: { en: 'Broken', ko: '고장' },
  error: BrokenDefinitionError,
  detail: explode,
  extensions: explode,
  headers: explode,
});

/** The value that the last segment of a path names. */
function named(url: string): unknown {
  return VALUES[decodeURIComponent(url.replace(/\?.*/, '').replace(/.*\//, ''))];
}

function valueOf(context: ExecutionContext): unknown {
  return named(context.switchToHttp().getRequest<{ url: string }>().url);
}

@Injectable()
class ThrowingGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    throw valueOf(context);
  }
}

@Injectable()
class ThrowingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext): never {
    throw valueOf(context);
  }
}

@Injectable()
class ThrowingOperator implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      map(() => {
        throw valueOf(context);
      }),
    );
  }
}

@Injectable()
class ThrowingPipe implements PipeTransform {
  transform(name: string): never {
    throw VALUES[name];
  }
}

interface Target {
  readonly originalUrl: string;
}

@Injectable()
class RejectingMiddleware implements NestMiddleware {
  use({ originalUrl }: Target): Promise<never> {
    return Promise.reject(named(originalUrl));
  }
}

const throwing = ({ originalUrl }: Target) => {
  throw named(originalUrl);
};

const passing = ({ originalUrl }: Target, _response: unknown, next: (value: unknown) => void) => {
  next(named(originalUrl));
};

@Controller()
class HostileController {
  @Get('ok') ok() {
    return 'ok';
  }
  @Get('throws/:name') throws(@Param('name') name: string) {
    throw VALUES[name];
  }
  @Get('rejects/:name') rejects(@Param('name') name: string) {
    return Promise.reject(VALUES[name]);
  }
  @Get('guard/:name') @UseGuards(ThrowingGuard) guard() {}
  @Get('interceptor/:name') @UseInterceptors(ThrowingInterceptor) interceptor() {}
  @Get('operator/:name') @UseInterceptors(ThrowingOperator) operator() {
    return 'lost';
  }
  @Get('pipe/:name') @UsePipes(ThrowingPipe) pipe(@Param('name') name: string) {
    return name;
  }
  @Get(['mw-throws/:name', 'mw-rejects/:name', 'mw-next/:name', 'used-throws/:name', 'used-next/:name'])
  behindMiddleware() {
    return 'went on';
  }
}

@Module({
  imports: [
    ProblemDetailsModule.forRootAsync({ useFactory: () => ({ baseUri: BASE_URI, problems: [broken] }) }),
  ],
  controllers: [HostileController],
})
class HostileModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(throwing).forRoutes('mw-throws/:name');
    consumer.apply(RejectingMiddleware).forRoutes('mw-rejects/:name');
    consumer.apply(passing).forRoutes('mw-next/:name');
  }
}

/** Ways in which a value is thrown; a middleware that passes nothing on goes on, as frameworks have it. */
const WAYS = ['throws', 'rejects', 'guard', 'interceptor', 'operator', 'pipe', 'mw-throws', 'mw-rejects'];
const WAYS_OF_SOMETHING = ['mw-next', 'used-throws', 'used-next'];

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  beforeAll(async () => {
    app = await bootProblemApp(adapter, {
      module: HostileModule,
      configure(nest) {
        nest.use('/used-throws', throwing);
        nest.use('/used-next', passing);
      },
    });
  });
  afterAll(() => app.close());
  beforeEach(() => void (app.errors.length = 0));

  it.each(Object.keys(VALUES))('survives %s and says nothing of it', async (name) => {
    const status = EXPECTED[name] ?? 500;
    for (const way of VALUES[name] ? [...WAYS, ...WAYS_OF_SOMETHING] : WAYS) {
      app.errors.length = 0;
      const answer = await fetchProblem(`${app.url}/${way}/${encodeURIComponent(name)}?q=${SECRET}`);
      expect(answer.status, way).toBe(status);
      expect(answer.body.status, way).toBe(status);
      expect(`${answer.text}${answer.statusText}${[...answer.headers].join()}`, way).not.toContain(SECRET);
      expect(app.errors, way).toHaveLength(status >= 500 ? 1 : 0);
    }
    expect((await fetch(`${app.url}/ok`)).status).toBe(200);
  });

  it('logs an unforeseen error itself, with its stack and cause', async () => {
    await fetchProblem(`${app.url}/throws/error`);
    expect(app.errors.map(([error]) => error)).toEqual([VALUES['error']]);
    expect(app.errors[0]?.[0]).toBe(VALUES['error']);
  });

  it('logs what was thrown when it was not an error', async () => {
    await fetchProblem(`${app.url}/throws/string`);
    expect(String(app.errors[0]?.[0])).toContain(`Not an Error was thrown: '${SECRET}'`);
  });

  it('answers any value as a problem', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withBigInt: true, withNullPrototype: true, withSparseArray: true }),
        async (value) => {
          (VALUES as Record<string, unknown>)['any'] = value;
          const answer = await fetchProblem(`${app.url}/throws/any`);
          expect(answer.body).toMatchObject({
            type: 'about:blank',
            status: answer.status,
            instance: '/throws/any',
          });
        },
      ),
      { numRuns: extent(50, 200) },
    );
  });

  it('keeps the type of a definition whose functions throw', async () => {
    const answer = await fetchProblem(`${app.url}/throws/definition%20with%20broken%20functions`);
    expect(answer.body).toMatchObject({
      type: `${BASE_URI}broken`,
      title: 'Broken',
      detail: 'The request conflicts with the current state.',
    });
  });
});

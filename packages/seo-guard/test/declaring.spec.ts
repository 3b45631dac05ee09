import {
  Controller,
  ForbiddenException,
  Get,
  Header,
  Injectable,
  Module,
  ParseIntPipe,
  Param,
  Res,
  UseGuards,
  UseInterceptors,
  type CanActivate,
  type LoggerService,
  type Type,
} from '@nestjs/common';
import { ADAPTERS, bootApp, getRequest } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import {
  Indexable,
  NoIndex,
  NoIndexInterceptor,
  Robots,
  SensitivePage,
  SeoGuard,
  SeoGuardModule,
  type SeoGuardModuleOptions,
} from '../src/index.js';
import { ask } from './raw-answers.js';

const appOf = (controllers: Type[], options: SeoGuardModuleOptions = {}): Type => {
  @Module({ imports: [SeoGuardModule.forRoot(options)], controllers })
  class AppModule {}
  return AppModule;
};

@Controller('posts')
@Indexable()
class PostsController {
  @Get()
  list() {}

  @Get(':id')
  @Robots({ maxSnippet: 50 })
  @Robots({ noindex: true }, { bot: 'Googlebot-News' })
  post() {}

  @Get('drafts/:id')
  @NoIndex()
  draft() {}
}

@Controller('invites')
@SensitivePage()
class InvitesController {
  @Get(':token')
  @Header('ETag', '"1"')
  @Header('Cache-Control', 'public')
  invite() {}

  @Get(':token/og.png')
  @SensitivePage({ cacheable: true })
  @Header('ETag', '"1"')
  @Header('Cache-Control', 'public')
  picture() {
    return 'png';
  }
}

describe.each(ADAPTERS)('declared pages on %s', (adapter) => {
  it('may be indexed as far as they say, and nothing beside them', async () => {
    await using app = await bootApp({ adapter, module: appOf([PostsController]) });
    const said = async (path: string) => (await ask(app.port, getRequest(path))).lines('x-robots-tag');
    expect(await said('/posts')).toEqual([]);
    expect(await said('/posts/7')).toEqual(['max-snippet: 50, googlebot-news: noindex']);
    expect(await said('/posts/drafts/7')).toEqual(['noindex, nofollow']);
    expect(await said('/posts/7/nothing')).toEqual(['noindex, nofollow']);
  });

  it('that are sensitive are so on everything below a controller, except for caches where a handler says so', async () => {
    await using app = await bootApp({ adapter, module: appOf([InvitesController]) });
    const names = ['x-robots-tag', 'referrer-policy', 'cache-control', 'etag'] as const;
    const said = async (path: string) => {
      const { lines } = await ask(app.port, getRequest(path));
      return names.flatMap(lines);
    };
    const sensitive = ['noindex, nofollow', 'no-referrer', 'private, no-store'];
    expect(await said('/invites/t')).toEqual(sensitive);
    expect(await said('/invites/t/nothing/here')).toEqual(sensitive);
    expect(await said('/invites/t/og.png')).toEqual(['noindex, nofollow', 'no-referrer', 'public', '"1"']);
  });

  it('are told with their rules, to code and in a header where it is wanted', async () => {
    const options = { environment: 'staging', explainHeader: true, rules: [{ path: '/' }] };
    await using app = await bootApp({
      adapter,
      module: appOf([PostsController, InvitesController], options),
    });
    const guard = app.app.get(SeoGuard);
    expect(guard.explain(`${app.url}/invites/t?x=1`)).toEqual({
      path: '/invites/t',
      robots: 'noindex, nofollow',
      indexable: false,
      sensitive: true,
      rules: [
        { source: 'environment staging', robots: 'noindex, nofollow', sensitive: false },
        { source: '@SensitivePage() InvitesController', robots: 'noindex, nofollow', sensitive: true },
      ],
    });
    expect(guard.policyOf('/invites/t').get('')?.index).toBe(0);
    expect(guard.rules()).toContainEqual({ path: '/', source: 'rule /', robots: '', sensitive: false });
    expect(guard.rules()).toContainEqual({ path: '/invites{/*below}', source: '@SensitivePage() InvitesController', robots: 'noindex, nofollow', sensitive: true }); // prettier-ignore
    expect(guard.rules()).toContainEqual({ path: '/posts/:id', source: '@Robots() PostsController.post', robots: 'max-snippet: 50', sensitive: false }); // prettier-ignore
    const { lines } = await ask(app.port, getRequest('/posts/7'));
    expect(lines('x-robots-explain')).toEqual([
      'environment staging => noindex, nofollow; @Robots() PostsController.post => googlebot-news: noindex; ' +
        '@Robots() PostsController.post => max-snippet: 50; @Indexable() PostsController => open',
    ]);
  });

  it('are open to policyOf as an empty map', async () => {
    await using app = await bootApp({ adapter, module: appOf([PostsController]) });
    expect(app.app.get(SeoGuard).policyOf('/posts')).toEqual(new Map());
    expect((await ask(app.port, getRequest('/posts'))).lines('x-robots-explain')).toEqual([]);
  });
});

describe('decorators that contradict each other', () => {
  @Controller('a')
  class OnOneHandler {
    @Get()
    @Indexable()
    @NoIndex()
    both() {}
  }

  @Controller('a')
  class OnSensitiveHandler {
    @Get()
    @SensitivePage()
    @Indexable()
    both() {}
  }

  @Controller('a')
  @NoIndex()
  class BelowClosedController {
    @Get()
    @Indexable()
    page() {}
  }

  @Controller('a')
  @Indexable()
  @Robots({ noindex: true })
  class OnOneController {
    @Get()
    page() {}
  }

  @Controller('a')
  class Misspelt {
    @Get()
    @Robots({ maxSnippet: -5 })
    page() {}
  }

  it.each<[Type, string]>([
    [OnOneHandler, 'OnOneHandler.both has @Indexable(), and @NoIndex() says that it must not be indexed; remove one of them.'],
    [OnSensitiveHandler, 'OnSensitiveHandler.both has @Indexable(), and @SensitivePage() says'],
    [BelowClosedController, 'BelowClosedController.page has @Indexable(), and @NoIndex() of its controller says'],
    [OnOneController, 'OnOneController has @Indexable(), and @Robots() says'],
    [Misspelt, '@Robots() Misspelt.page: maxSnippet must be a whole number from -1.'],
  ])('stop the start: %o', async (controller, message) => {
    const start = bootApp({ adapter: 'fastify', module: appOf([controller]) });
    await expect(start).rejects.toThrow(`seo-guard: ${message}`);
  }); // prettier-ignore

  it('do not, where only one crawler is kept out', async () => {
    @Controller('a')
    class Mixed {
      @Get()
      @Indexable()
      @Robots({ noindex: true }, { bot: 'yeti' })
      page() {}
    }
    await using app = await bootApp({ adapter: 'fastify', module: appOf([Mixed]) });
    expect((await ask(app.port, getRequest('/a'))).lines('x-robots-tag')).toEqual(['yeti: noindex']);
  });
});

describe('the start', () => {
  const boot = async (module: Type) => {
    const told: string[] = [];
    const tell = (message: unknown) => void told.push(String(message));
    const logger: LoggerService = { log: tell, warn: tell, error: tell };
    await using app = await bootApp({ adapter: 'fastify', module, logger });
    await app.close();
    return told.filter((line) => /noindex|opens|twice/.test(line));
  };

  it('says that a locked environment is closed, and nothing in production', async () => {
    expect(await boot(appOf([PostsController], { environment: 'staging' }))).toEqual([
      'Every response is noindex, nofollow: this is "staging", not "production".',
    ]);
    expect(await boot(appOf([PostsController], { environment: 'production' }))).toEqual([]);
  });

  it('warns of rules that have no effect', async () => {
    const rules = [{ path: '/posts{/*path}', robots: { noindex: true } }];
    expect(await boot(appOf([PostsController], { rules }))).toContain('@Indexable() PostsController opens nothing: rule /posts{/*path} says noindex.'); // prettier-ignore
  });

  it('fails where the module is imported twice', async () => {
    @Module({ imports: [SeoGuardModule.forRoot({}), SeoGuardModule.forRoot({ unmatched: {} })] })
    class TwiceModule {}
    const start = bootApp({ adapter: 'fastify', module: TwiceModule });
    await expect(start).rejects.toThrow('SeoGuardModule is imported more than once');
  });
});

@Injectable()
class Refuse implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

@Controller('pages')
@UseInterceptors(NoIndexInterceptor)
class InterceptedController {
  @Get('page')
  page() {
    return 'page';
  }

  @Get('fails')
  fails(): never {
    throw new Error('broken');
  }

  @Get('refused')
  @UseGuards(Refuse)
  refused() {}

  @Get('number/:n')
  number(@Param('n', ParseIntPipe) n: number) {
    return n;
  }

  @Get('weaken')
  weaken(@Res({ passthrough: true }) response: { header(name: string, value: string): unknown }) {
    response.header('X-Robots-Tag', 'all');
    return 'page';
  }
}

@Module({ controllers: [InterceptedController] })
class InterceptedModule {}

describe.each(ADAPTERS)('NoIndexInterceptor alone on %s', (adapter) => {
  it.each([
    ['a page', '/pages/page', ['noindex, nofollow']],
    ['a handler that throws', '/pages/fails', ['noindex, nofollow']],
    ['a pipe that refuses', '/pages/number/x', ['noindex, nofollow']],
    ['a guard that refuses', '/pages/refused', []],
    ['404', '/pages/nothing', []],
    ['a bad URL', '/pages/number/%E0%A4%A', []],
    ['a handler that weakens it', '/pages/weaken', ['all']],
  ])('reaches what interceptors reach, and no more: %s', async (_, path, lines) => {
    await using app = await bootApp({ adapter, module: InterceptedModule });
    expect((await ask(app.port, getRequest(path))).lines('x-robots-tag')).toEqual(lines);
  });
});

import {
  Controller,
  Get,
  Module,
  RequestMethod,
  VersioningType,
  type INestApplication,
} from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { NoIndex, Robots, SeoGuardModule } from '../src/index.js';

@Controller('articles')
class ArticlesController {
  @Get()
  @NoIndex()
  list() {}

  @Get('twice')
  @Robots({ nosnippet: true })
  @NoIndex()
  twice() {}

  @Get(':id')
  article() {}
}

@Controller({ path: 'versioned', version: '1' })
@NoIndex()
class VersionedController {
  @Get('page')
  page() {}
}

@Robots({ noarchive: true })
class Base {}

@Controller()
@NoIndex()
class MountedController extends Base {
  @Get('page')
  page() {}
}

@Controller('health')
class HealthController {
  @Get()
  @NoIndex()
  health() {}
}

@Module({ controllers: [MountedController] })
class MountedModule {}

@Module({
  imports: [
    SeoGuardModule.forRoot({ unmatched: {} }),
    MountedModule,
    RouterModule.register([{ path: 'mounted', module: MountedModule }]),
  ],
  controllers: [ArticlesController, VersionedController, HealthController],
})
class AppModule {}

const prefixed = (app: INestApplication) => {
  app.setGlobalPrefix('api', { exclude: [{ path: 'health', method: RequestMethod.GET }] });
  app.enableVersioning({ type: VersioningType.URI });
};

describe.each(ADAPTERS)('decorators on %s', (adapter) => {
  const ask = async (paths: readonly string[], configure: (app: INestApplication) => void = () => {}) => {
    await using app = await bootApp({ adapter, module: AppModule, configure });
    const answers = paths.map(async (path) => {
      const { status, headers } = await fetch(app.url + path);
      return [path, status, headers.get('x-robots-tag')];
    });
    return await Promise.all(answers);
  };

  it('on a handler hold for its path, not for the routes below it', async () => {
    expect(await ask(['/articles', '/articles/7'])).toEqual([
      ['/articles', 200, 'noindex, nofollow'],
      ['/articles/7', 200, null],
    ]);
  });

  it('add up on one handler and over inherited classes', async () => {
    expect(await ask(['/articles/twice', '/mounted/page'])).toEqual([
      ['/articles/twice', 200, 'noindex, nofollow, nosnippet'],
      ['/mounted/page', 200, 'noindex, noarchive, nofollow'],
    ]);
  });

  it('hold where RouterModule, the global prefix, its exclusions and versions put the route', async () => {
    const paths = ['/api/mounted/page', '/api/v1/versioned/page', '/api/v1/versioned/nothing', '/health'];
    expect(await ask(paths, prefixed)).toEqual([
      ['/api/mounted/page', 200, 'noindex, noarchive, nofollow'],
      ['/api/v1/versioned/page', 200, 'noindex, nofollow'],
      ['/api/v1/versioned/nothing', 404, 'noindex, nofollow'],
      ['/health', 200, 'noindex, nofollow'],
    ]);
  });

  it('leave the same path outside the global prefix alone', async () => {
    const configure = (app: INestApplication) => void app.setGlobalPrefix('api');
    expect(await ask(['/api/articles', '/articles'], configure)).toEqual([
      ['/api/articles', 200, 'noindex, nofollow'],
      ['/articles', 404, null],
    ]);
  });
});

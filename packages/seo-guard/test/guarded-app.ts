import {
  All,
  Body,
  Catch,
  Controller,
  ForbiddenException,
  Get,
  Header,
  Injectable,
  Module,
  Param,
  ParseIntPipe,
  Post,
  Redirect,
  Res,
  Sse,
  UseFilters,
  UseGuards,
  type CanActivate,
  type DynamicModule,
  type ExceptionFilter,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { of } from 'rxjs';
import { Indexable, NoIndex, Robots, SeoGuardModule, type SeoGuardModuleOptions } from '../src/index.js';
import { RAW_WRITERS, rawOf, type AnyResponse } from './raw-writers.js';

@Injectable()
class Refuse implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

@Catch()
class FailingFilter implements ExceptionFilter {
  catch(): never {
    throw new Error('the filter broke');
  }
}

/** What an application answers, below a path of crawlers' rules and below a sensitive one. */
@Controller(['share', 'secret'])
class PagesController {
  @Get('page')
  @Header('ETag', '"1"')
  @Header('Last-Modified', 'Mon, 01 Jan 2024 00:00:00 GMT')
  page() {
    return 'page';
  }

  @Get('redirect')
  @Redirect('/share/page', 302)
  redirect() {}

  @Get('weaken')
  @Header('X-Robots-Tag', 'all, max-snippet: -1')
  @Header('Cache-Control', 'public, max-age=60')
  weaken() {
    return 'weaken';
  }

  @Get('strengthen')
  @Header('X-Robots-Tag', 'noarchive, googlebot: nosnippet')
  strengthen() {
    return 'strengthen';
  }

  @All('raw/:writer')
  raw(@Param('writer') writer: string, @Res() response: AnyResponse) {
    RAW_WRITERS[writer]?.(rawOf(response));
  }

  @Get('hijack')
  hijack(@Res() response: AnyResponse) {
    response.hijack?.();
    rawOf(response).writeHead(200, { 'X-Robots-Tag': 'all' }).end('x');
  }

  @Get('bytes')
  bytes(@Res() response: AnyResponse) {
    rawOf(response).socket?.end('HTTP/1.1 200 OK\r\n\r\nx');
  }

  @Sse('events')
  events() {
    return of({ data: 'one' });
  }

  @Get('guarded')
  @UseGuards(Refuse)
  guarded() {}

  @Get('number/:n')
  number(@Param('n', ParseIntPipe) n: number) {
    return n;
  }

  @Get('fails')
  fails(): never {
    throw new Error('broken');
  }

  @Get('fails-twice')
  @UseFilters(FailingFilter)
  failsTwice(): never {
    throw new Error('broken');
  }

  @Get('middleware')
  middleware() {}

  @Post('echo')
  echo(@Body() body: unknown) {
    return body;
  }
}

@Controller('decorated')
class DecoratedController {
  @Get('hidden/:id')
  @NoIndex()
  hidden() {
    return 'hidden';
  }

  @Get('shown')
  @Indexable()
  shown() {
    return 'shown';
  }

  @Get('forgotten')
  forgotten() {
    return 'forgotten';
  }
}

@Controller(['all-of-it', 'again'])
@Robots({ noarchive: true })
class DecoratedWholeController {
  @Get('page')
  @UseGuards(Refuse)
  page() {}
}

@Module({ controllers: [PagesController, DecoratedController, DecoratedWholeController] })
export class GuardedModule implements NestModule {
  static with(options: SeoGuardModuleOptions): DynamicModule {
    return { module: GuardedModule, imports: [SeoGuardModule.forRoot(options)] };
  }

  configure(consumer: MiddlewareConsumer): void {
    const failing = () => {
      throw new Error('middleware broke');
    };
    consumer.apply(failing).forRoutes('share/middleware', 'secret/middleware');
  }
}

/** Rules for both parts of {@link PagesController}. */
export const GUARDED: SeoGuardModuleOptions = {
  rules: [
    { path: '/share{/*path}', robots: { noindex: true, nofollow: true } },
    { path: '/secret{/*path}', sensitive: true },
  ],
};

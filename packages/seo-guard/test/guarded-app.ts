import type { ServerResponse } from 'node:http';
import {
  Body,
  Controller,
  ForbiddenException,
  Get,
  Header,
  Injectable,
  Module,
  ParseIntPipe,
  Param,
  Post,
  Redirect,
  Res,
  Sse,
  UseGuards,
  type CanActivate,
  type DynamicModule,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { of } from 'rxjs';
import { NoIndex, Robots, SeoGuardModule, type SeoGuardModuleOptions } from '../src/index.js';

@Injectable()
class Refuse implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

type AnyResponse = { readonly raw?: ServerResponse };
const rawOf = (response: AnyResponse) => response.raw ?? (response as ServerResponse);

@Controller('share')
class ShareController {
  @Get('page')
  page() {
    return 'page';
  }

  @Get('redirect')
  @Redirect('/share/page', 302)
  redirect() {}

  @Get('weaken')
  @Header('X-Robots-Tag', 'all, max-snippet: -1')
  weaken() {
    return 'weaken';
  }

  @Get('strengthen')
  @Header('X-Robots-Tag', 'noarchive, googlebot: nosnippet')
  strengthen() {
    return 'strengthen';
  }

  @Get('object')
  object(@Res() response: AnyResponse) {
    rawOf(response)
      .writeHead(200, { 'x-robots-tag': ['index', 'noarchive'], 'X-Kept': '1' })
      .end('x');
  }

  @Get('flat')
  flat(@Res() response: AnyResponse) {
    rawOf(response)
      .writeHead(200, 'Fine', ['X-Robots-Tag', 'index', 'X-Kept', '1', 'X-ROBOTS-TAG', 'noarchive'])
      .end('x');
  }

  @Get('removed')
  removed(@Res() response: AnyResponse) {
    const raw = rawOf(response);
    raw.setHeader('X-Robots-Tag', ['all', 'index']);
    raw.removeHeader('X-Robots-Tag');
    raw.end('x');
  }

  @Get('stream')
  stream(@Res() response: AnyResponse) {
    const raw = rawOf(response);
    raw.write('a');
    raw.end('b');
  }

  @Get('not-modified')
  notModified(@Res() response: AnyResponse) {
    rawOf(response).writeHead(304).end();
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
  shown() {
    return 'shown';
  }
}

@Controller(['all-of-it', 'again'])
@Robots({ noarchive: true })
class DecoratedWholeController {
  @Get('page')
  @UseGuards(Refuse)
  page() {}
}

@Module({ controllers: [ShareController, DecoratedController, DecoratedWholeController] })
export class GuardedModule implements NestModule {
  static with(options: SeoGuardModuleOptions): DynamicModule {
    return { module: GuardedModule, imports: [SeoGuardModule.forRoot(options)] };
  }

  configure(consumer: MiddlewareConsumer): void {
    const failing = () => {
      throw new Error('middleware broke');
    };
    consumer.apply(failing).forRoutes('share/middleware');
  }
}

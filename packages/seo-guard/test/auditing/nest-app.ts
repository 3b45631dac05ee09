import {
  Body,
  Controller,
  Get,
  Header,
  Module,
  Param,
  ParseIntPipe,
  Post,
  type DynamicModule,
} from '@nestjs/common';
import { Indexable, SensitivePage, SeoGuardModule, type SeoGuardModuleOptions } from '../../src/index.js';

const html = (head: string, body = '') =>
  `<!doctype html><html lang=en><head><title>x</title>${head}</head><body>${body}</body></html>`;
const HIDDEN = '<meta name=robots content="noindex, nofollow">';

@Controller()
class PagesController {
  @Get()
  @Indexable()
  @Header('Content-Type', 'text/html; charset=utf-8')
  home() {
    return html('<link rel=canonical href="/">', '<a href=/share/7>share</a><a href=/invites/7>invite</a>');
  }

  @Get('share/:id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  share(@Param('id', ParseIntPipe) id: number) {
    return html(HIDDEN, String(id));
  }

  @Get('open/:id')
  @Header('X-Robots-Tag', 'all')
  open() {
    return 'open';
  }

  @Get('invites/:id/card.png')
  @SensitivePage({ cacheable: true })
  @Header('Content-Type', 'image/png')
  @Header('Cache-Control', 'public, max-age=3600')
  card() {
    return 'png';
  }

  @Post('share')
  create(@Body() body: unknown) {
    return body;
  }

  @Get('invites/:id')
  @SensitivePage()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=60')
  invite() {
    return html(HIDDEN);
  }
}

/** A service with one page that is meant to be found. */
@Module({ controllers: [PagesController] })
export class PagesModule {
  static guarded(options: SeoGuardModuleOptions = {}): DynamicModule {
    const rules = [{ path: '/share{/*path}', robots: { noindex: true, nofollow: true } }];
    return { module: PagesModule, imports: [SeoGuardModule.forRoot({ rules, ...options })] };
  }
}

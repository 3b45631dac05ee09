import { Controller, Get, Header, Injectable, Module } from '@nestjs/common';
import {
  canonicalLink,
  SeoGuard,
  SeoGuardModule,
  SitemapProvider,
  type SitemapEntry,
} from '@couplekit/seo-guard';

const baseUrl = 'https://couple.example';

@Injectable()
class ArticleSitemap extends SitemapProvider {
  async *entries(): AsyncIterable<SitemapEntry> {
    yield { url: '/articles/1', lastModified: '2026-11-26' };
  }
}

@Controller('articles')
class ArticlesController {
  constructor(private readonly guard: SeoGuard) {}

  @Get(':id')
  @Header('Content-Type', 'text/html; charset=utf-8')
  article(): string {
    const head = this.guard.meta('/articles/1') + canonicalLink(this.guard.explain('/articles/1'), baseUrl);
    return `<!doctype html><head>${head}<title>An article</title></head>`;
  }
}

@Module({
  imports: [
    SeoGuardModule.forRoot({
      rules: [
        { path: '/', robots: {} },
        { path: '/articles{/*path}', robots: {} },
        { path: '/share{/*path}', sensitive: true },
      ],
      siteFiles: {
        baseUrl,
        disallow: ['/articles/search'],
        groups: [{ crawlers: ['GPTBot'], disallow: ['/'] }],
        sitemap: [{ url: '/' }],
        sitemapProvider: ArticleSitemap,
      },
    }),
  ],
  controllers: [ArticlesController],
  providers: [ArticleSitemap],
})
export class AppModule {}

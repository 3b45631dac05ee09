import { Controller, ForbiddenException, Get, Module } from '@nestjs/common';
import { Indexable, SensitivePage, SeoGuardModule } from '@couplekit/seo-guard';

@Controller('articles')
class ArticlesController {
  @Get(':id')
  @Indexable()
  article() {
    return 'For everyone';
  }
}

@Controller('results')
class ResultsController {
  @Get(':token')
  @SensitivePage()
  result() {
    throw new ForbiddenException();
  }
}

@Module({
  imports: [
    SeoGuardModule.forRoot({
      environment: 'production',
      rules: [{ path: '/share{/*path}', robots: { noindex: true, nofollow: true, noarchive: true } }],
    }),
  ],
  controllers: [ArticlesController, ResultsController],
})
export class AppModule {}

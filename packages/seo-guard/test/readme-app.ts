import { Controller, ForbiddenException, Get, Module } from '@nestjs/common';
import { NoIndex, SeoGuardModule } from '@couplekit/seo-guard';

@Controller('results')
class ResultsController {
  @Get(':id')
  @NoIndex()
  result() {
    throw new ForbiddenException();
  }
}

@Module({
  imports: [
    SeoGuardModule.forRoot({
      rules: [{ path: '/share{/*path}', robots: { noindex: true, nofollow: true, noarchive: true } }],
    }),
  ],
  controllers: [ResultsController],
})
export class AppModule {}

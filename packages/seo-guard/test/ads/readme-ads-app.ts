import { Controller, Get, Header, Module, Req } from '@nestjs/common';
import { Indexable, SeoGuardModule } from '@couplekit/seo-guard';
import { AdEligibility, AdsModule, adSlot, adSlotStyles, renderAdSlot } from '@couplekit/seo-guard/ads';

const middle = {
  id: 'middle',
  sizes: { phone: [300, 250], tablet: [728, 90] },
  unit: { client: 'ca-pub-1234567890123456', slot: '1234567890' },
} as const;

@Controller()
export class StoriesController {
  constructor(private readonly ads: AdEligibility) {}

  @Get('story')
  @Indexable()
  @Header('content-type', 'text/html; charset=utf-8')
  story(@Req() { url }: { url: string }) {
    const html = `<h1>Slow love</h1>${paragraphs()}`;
    const decision = this.ads.decide({ url, status: 200, kind: 'content', html });
    return `<link rel="stylesheet" href="/ads.css"><main>${html}${renderAdSlot(adSlot(middle, decision, 'en'))}</main>`;
  }

  @Get('ads.css')
  @Header('content-type', 'text/css')
  styles() {
    return adSlotStyles([middle]);
  }
}

@Module({
  imports: [SeoGuardModule.forRoot({}), AdsModule.forRoot({})],
  controllers: [StoriesController],
})
export class AppModule {}

function paragraphs(): string {
  return Array.from({ length: 20 }, (_, n) => `<p>Chapter ${n} of a story that takes its time.</p>`).join('');
}

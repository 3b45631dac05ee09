import { Controller, Get, Header, Module, Param } from '@nestjs/common';
import {
  AdEligibility,
  AdsModule,
  adSlot,
  adSlotStyles,
  renderAdSlot,
  type AdSlotDefinition,
} from '../../src/ads/index.js';
import { Indexable, SensitivePage, SeoGuardModule } from '../../src/index.js';

const MIDDLE: AdSlotDefinition = {
  id: 'middle',
  sizes: { phone: [300, 250], tablet: [728, 90] },
  unit: { client: 'ca-pub-1234567890123456', slot: '1234567890' },
};
const SIZES = [
  { id: 'middle', sizes: { phone: [300, 250], tablet: [728, 90], desktop: [728, 90] } },
] as const;

const CSP = "default-src 'none'; style-src 'self'; script-src 'self'";

const paragraph = (index: number) =>
  `<p>${index}번째 이야기. 서로를 알아 가는 데에는 시간이 걸립니다. 오늘 하루 ${index}가지 질문을 나누어 보세요. 천천히 답하고 끝까지 들어 주세요.</p>`;
const STORIES: Readonly<Record<string, string>> = {
  'slow-love': Array.from({ length: 30 }, (_, index) => paragraph(index + 1)).join(''),
  short: '<p>곧 올라옵니다.</p>',
};

@Controller()
export class StoriesController {
  constructor(private readonly eligibility: AdEligibility) {}

  @Get('stories/:id')
  @Indexable()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CSP)
  story(@Param('id') id: string) {
    return this.page(`/stories/${id}`, STORIES[id] ?? '');
  }

  @Get('results/:token')
  @SensitivePage()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', CSP)
  result(@Param('token') token: string) {
    return this.page(`/results/${token}`, STORIES['slow-love'] ?? '');
  }

  @Get('ads.css')
  @Header('content-type', 'text/css')
  styles() {
    return `body{margin:0 16px;font:16px/24px sans-serif}${adSlotStyles(SIZES)}`;
  }

  /** Stands for AdSense: the ad comes when the test says so. */
  @Get('late-ad.js')
  @Header('content-type', 'text/javascript')
  lateAd() {
    return `addEventListener('ad', () => {
      for (const ins of document.querySelectorAll('ins.adsbygoogle')) {
        const { width, height } = ins.getBoundingClientRect();
        const ad = document.createElement('iframe');
        ad.width = width || 300; ad.height = height || 250; ad.style.border = '0'; ad.style.display = 'block';
        ins.append(ad);
      }
    })`;
  }

  private page(url: string, story: string): string {
    const slot = adSlot(
      MIDDLE,
      this.eligibility.decide({ url, status: 200, kind: 'content', html: story }),
      'ko',
    );
    const half = story.indexOf('<p>', story.length / 2);
    const body = `${story.slice(0, half)}${renderAdSlot(slot)}${story.slice(half)}`;
    return `<!doctype html><html lang="ko"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>이야기</title><link rel="stylesheet" href="/ads.css"><body><main>${body}</main><script src="/late-ad.js"></script></body></html>`;
  }
}

export const appWith = (environment: string) => {
  @Module({
    imports: [SeoGuardModule.forRoot({ environment }), AdsModule.forRoot({})],
    controllers: [StoriesController],
  })
  class AppModule {}
  return AppModule;
};

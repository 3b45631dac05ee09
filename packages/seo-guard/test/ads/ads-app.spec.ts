import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import { Module } from '@nestjs/common';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SeoGuardModule } from '../../src/index.js';
import { AD_LAYOUT_VIEWPORTS, AdsModule, checkAdLayout } from '../../src/ads/index.js';
import { appWith } from './ads-app.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser.close());

const FRAMES = 'new Promise(r=>requestAnimationFrame(()=>requestAnimationFrame(()=>setTimeout(r))))';

/** The shift of everything until the ad has come, seen by the browser itself. */
const shiftUntilAds = async (page: Page, url: string): Promise<number> => {
  await page.addInitScript(
    'window.shift=0;new PerformanceObserver(l=>{for(const e of l.getEntries())window.shift+=e.value}).observe({type:"layout-shift",buffered:true})',
  );
  await page.goto(url);
  await page.evaluate('document.querySelector("ins").scrollIntoView({block:"center"})');
  await page.evaluate(FRAMES);
  await page.evaluate('dispatchEvent(new Event("ad"))');
  await page.evaluate(FRAMES);
  return await page.evaluate<number>('window.shift');
};

describe.each(ADAPTERS)('an application on %s', (adapter) => {
  it('shows ads on a page of content, with a label, and on no other', async () => {
    await using app = await bootApp({ adapter, module: appWith('production') });
    const hasAd = async (path: string) =>
      (await (await fetch(app.url + path)).text()).includes('data-ad-unit');
    expect(await hasAd('/stories/slow-love')).toBe(true);
    expect(await hasAd('/stories/short')).toBe(false);
    expect(await hasAd('/stories/missing')).toBe(false);
    expect(await hasAd('/results/7')).toBe(false);
  });

  it('shows none outside of production', async () => {
    await using app = await bootApp({ adapter, module: appWith('staging') });
    expect(await (await fetch(`${app.url}/stories/slow-love`)).text()).not.toContain('data-ad-unit');
  });

  it.each(AD_LAYOUT_VIEWPORTS)(
    'is not moved by an ad that comes late, on a $name',
    async ({ width, height }) => {
      await using app = await bootApp({ adapter, module: appWith('production') });
      await using page = await browser.newPage({ viewport: { width, height } });
      expect(await shiftUntilAds(page, `${app.url}/stories/slow-love`)).toBe(0);
      const [unit, ad] = [page.locator('[data-ad-unit]'), page.locator('iframe')];
      expect(await ad.boundingBox()).toEqual(await unit.boundingBox());
    },
  );

  it('passes the layout checker under its Content-Security-Policy', async () => {
    await using app = await bootApp({ adapter, module: appWith('production') });
    await using page = await browser.newPage();
    const refused: string[] = [];
    page.on('console', (message) => void refused.push(message.text()));
    const report = await checkAdLayout(page, [`${app.url}/stories/slow-love`]);
    expect(report.pages.flatMap(({ findings }) => findings.map(({ text }) => text.en))).toEqual([]);
    expect(report).toMatchObject({ passed: true, slots: 3 });
    expect(refused.filter((text) => text.includes('Content Security Policy'))).toEqual([]);
  });
});

it('the same page without its styles is moved by the ad: the measurement sees it', async () => {
  await using app = await bootApp({ adapter: 'fastify', module: appWith('production') });
  await using page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.route('**/ads.css', (route) => route.fulfill({ body: '', contentType: 'text/css' }));
  expect(await shiftUntilAds(page, `${app.url}/stories/slow-love`)).toBeGreaterThan(0);
});

describe('AdsModule', () => {
  it('takes options that are made later, and names one that cannot be used', async () => {
    @Module({
      imports: [
        SeoGuardModule.forRoot({}),
        AdsModule.forRootAsync({ useFactory: () => ({ minimumContent: { words: 0, syllables: 1 } }) }),
      ],
    })
    class AppModule {}
    await expect(bootApp({ adapter: 'fastify', module: AppModule })).rejects.toThrow(/minimumContent\.words/);
  });

  it('does not start without a table of paths', async () => {
    @Module({ imports: [AdsModule.forRoot({})] })
    class AppModule {}
    await expect(bootApp({ adapter: 'fastify', module: AppModule })).rejects.toThrow(/SeoGuard/);
  });
});

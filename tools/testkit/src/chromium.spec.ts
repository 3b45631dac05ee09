import { expect, it } from 'vitest';
import { launchChromium } from './chromium.js';

it('shows Korean and measures boxes', async () => {
  await using browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 360, height: 800 } });
  await page.setContent('<main style="width:50%;height:40px;margin:0">안녕하세요</main>');
  const box = await page.locator('main').boundingBox();
  expect(box).toMatchObject({ height: 40, width: (360 - 16) / 2 });
});

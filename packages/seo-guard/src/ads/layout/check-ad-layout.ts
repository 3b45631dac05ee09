import { join } from 'node:path';
import { reportOf, type AdLayoutReport, type CheckedLayout } from './ad-layout-report.js';
import type { BrowserPage } from './browser-page.js';
import { drawBoxes } from './draw-boxes.js';
import { judgeLayout } from './judge-layout.js';
import { resolveLimits, type LayoutLimits } from './layout-limits.js';
import { measurePage } from './measure-page.js';
import { PageKit } from './page-kit.js';
import type { Viewport } from './page-layout.js';

/** A phone, a tablet and a desktop window. */
export const AD_LAYOUT_VIEWPORTS: readonly Viewport[] = [
  { name: 'phone', width: 360, height: 800 },
  { name: 'tablet', width: 768, height: 1024 },
  { name: 'desktop', width: 1280, height: 800 },
];

/** Options of `checkAdLayout`. */
export interface AdLayoutOptions {
  /** @default AD_LAYOUT_VIEWPORTS */
  readonly viewports?: readonly Viewport[];
  /** Thresholds; official numbers can only be made stricter. @default DEFAULT_LIMITS */
  readonly limits?: Partial<LayoutLimits>;
  /** CSS selector of ad units. @default those of `renderAdSlot`, AdSense and Ad Manager */
  readonly slotSelector?: string;
  /** Height of an ad whose slot does not say it with `--ad-height`, in CSS pixels. @default 280 */
  readonly adHeight?: number;
  /** How many menus and dialogs of a page are opened at most. @default 30 */
  readonly maxOpeners?: number;
  /** Milliseconds until a page has to be there. @default 30000 */
  readonly timeout?: number;
  /** Folder for pictures of the pages with slots and findings drawn. @default none are taken */
  readonly screenshots?: string;
}

const SLOTS =
  '[data-ad-unit], ins.adsbygoogle, [id^="div-gpt-ad"], iframe[id^="google_ads_iframe"], iframe[id^="aswift_"]';

/**
 * Looks for what makes people click ads without meaning to: opens every address in a real browser, in windows of a phone, a
 * tablet and a desktop, and judges the rectangles that it finds.
 * @param page a page of Playwright that nobody else uses meanwhile
 * @returns evidence, as plain JSON
 * @throws {TypeError} naming the option that cannot be used
 * @throws {PageUnavailableError} when a page does not load or answers an error: nothing is known about it
 */
export async function checkAdLayout(
  page: BrowserPage,
  urls: readonly string[],
  options: AdLayoutOptions = {},
): Promise<AdLayoutReport> {
  const limits = resolveLimits(options.limits);
  const { viewports = AD_LAYOUT_VIEWPORTS, slotSelector = SLOTS, screenshots } = options;
  const { timeout = 30_000, adHeight = 280, maxOpeners = 30 } = options;
  if (urls.length === 0) throw new TypeError('urls has to name at least one page');
  if (viewports.length === 0) throw new TypeError('viewports has to name at least one window');
  const kit = new PageKit(page, { slotSelector });
  await kit.observe();
  const pages: CheckedLayout[] = [];
  for (const url of urls) {
    for (const viewport of viewports) {
      const layout = await measurePage(page, kit, { url, viewport }, { timeout, adHeight, maxOpeners });
      const checked: CheckedLayout = { url, layout, findings: judgeLayout(layout, limits) };
      const path = screenshots && join(screenshots, `${pages.length + 1}-${viewport.name}.png`);
      if (path) {
        await drawBoxes(page, checked);
        await page.screenshot({ path, fullPage: true });
      }
      pages.push({ ...checked, ...(path && { screenshot: path }) });
    }
  }
  return reportOf(pages, limits, new Date());
}

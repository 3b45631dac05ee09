import { launchChromium } from '@couplekit/testkit/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkAdLayout, LAYOUT_RULE_IDS, type AdLayoutReport } from '../../src/ads/index.js';
import { RULE_PAGES } from './layout-pages.js';
import { servePages, type ServedPages } from './served-pages.js';

let browser: Browser;
let pages: ServedPages;

beforeAll(async () => {
  browser = await launchChromium();
  const served = Object.entries(RULE_PAGES).flatMap(([rule, { bad, good }]) => [
    [`${rule} bad`, bad],
    [`${rule} good`, good],
  ]);
  pages = await servePages(Object.fromEntries(served));
});

afterAll(async () => {
  await browser.close();
  await pages[Symbol.asyncDispose]();
});

const check = async (name: string) => {
  await using page = await browser.newPage();
  return await checkAdLayout(page, [pages.url(name)]);
};

const rulesByViewport = (report: AdLayoutReport) =>
  Object.fromEntries(
    report.pages.map(({ layout, findings }) => [
      layout.viewport.name,
      [...new Set(findings.map(({ rule }) => rule))],
    ]),
  );

describe.concurrent.each(LAYOUT_RULE_IDS)('a page that breaks %s', (rule) => {
  const { viewports = ['phone', 'tablet', 'desktop'] } = RULE_PAGES[rule];

  it('is found for that, and for nothing else', async () => {
    const found = rulesByViewport(await check(`${rule} bad`));
    const expected = ['phone', 'tablet', 'desktop'].map((name) => [
      name,
      viewports.some((each) => each === name) ? [rule] : [],
    ]);
    expect(found).toEqual(Object.fromEntries(expected));
  });

  it('has nothing against it once that is put right', async () => {
    const report = await check(`${rule} good`);
    expect(rulesByViewport(report)).toEqual({ phone: [], tablet: [], desktop: [] });
  });
});

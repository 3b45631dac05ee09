import { extent } from '@couplekit/testkit';
import { launchChromium } from '@couplekit/testkit/chromium';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  AD_LAYOUT_VIEWPORTS,
  checkAdLayout,
  LAYOUT_RULE_IDS,
  type AdLayoutReport,
  type LayoutRuleId,
  type Viewport,
} from '../../src/ads/index.js';
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

/**
 * Rules that hold in some windows only are tried in all. Of the others each is tried in one, in turn, as what they compare is the
 * same in every window.
 */
const triedIn = (rule: LayoutRuleId): readonly Viewport[] => {
  if (RULE_PAGES[rule].viewports) return AD_LAYOUT_VIEWPORTS;
  const first = LAYOUT_RULE_IDS.indexOf(rule);
  const count = extent(1, AD_LAYOUT_VIEWPORTS.length);
  return AD_LAYOUT_VIEWPORTS.filter((_, at, all) => (first + at) % all.length < count);
};

const check = async (name: string, viewports: readonly Viewport[]) => {
  await using page = await browser.newPage();
  return await checkAdLayout(page, [pages.url(name)], { viewports });
};

const rulesByViewport = (report: AdLayoutReport) =>
  Object.fromEntries(
    report.pages.map(({ layout, findings }) => [
      layout.viewport.name,
      [...new Set(findings.map(({ rule }) => rule))],
    ]),
  );
const inEach = (viewports: readonly Viewport[], rulesIn: (viewport: Viewport) => readonly LayoutRuleId[]) =>
  Object.fromEntries(viewports.map((viewport) => [viewport.name, rulesIn(viewport)]));

describe.concurrent.each(LAYOUT_RULE_IDS)('a page that breaks %s', (rule) => {
  const { viewports } = RULE_PAGES[rule];
  const tried = triedIn(rule);
  const isBrokenIn = ({ name }: Viewport) => viewports?.some((each) => each === name) ?? true;

  it('is found for that, and for nothing else', async () => {
    const found = rulesByViewport(await check(`${rule} bad`, tried));
    expect(found).toEqual(inEach(tried, (viewport) => (isBrokenIn(viewport) ? [rule] : [])));
  });

  it('has nothing against it once that is put right', async () => {
    const found = rulesByViewport(await check(`${rule} good`, tried));
    expect(found).toEqual(inEach(tried, () => []));
  });
});

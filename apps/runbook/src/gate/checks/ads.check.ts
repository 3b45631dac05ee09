import { PrometheusClient } from '../../metrics/prometheus-client.js';
import type { GateContext } from '../gate-context.js';
import type { GateCheck } from '../gate-item.js';

/** Pages that may have an ad. */
const PAGES = ['/', '/?lang=en'] as const;

/** Nothing invites clicks that nobody meant, and AdSense holds nothing against the site. */
export const adsCheck: GateCheck<GateContext> = {
  item: 'ads',
  title: { en: 'Ads: layout, and policy issues', ko: '광고: 배치와 정책 문제' },
  async check({ candidate, browser, runbook: { config } }) {
    const layout = await layoutOf(candidate, browser);
    const issues = config.prometheus === undefined ? null : await openIssues(config.prometheus);
    const evidence = { layout, issues };
    if (!layout.passed) {
      return { verdict: 'fail', text: { en: `${layout.errors} findings in the layout.`, ko: `배치에서 ${layout.errors}건이 발견됐어요.` }, evidence }; // prettier-ignore
    }
    if (issues !== null && issues > 0) {
      return { verdict: 'fail', text: { en: `AdSense holds ${issues} issues against the site.`, ko: `애드센스 정책 문제가 ${issues}건 있어요.` }, evidence }; // prettier-ignore
    }
    return {
      verdict: 'pass',
      text: {
        en: `The layout is clean; ${issues === null ? 'nobody watches AdSense' : 'no policy issues'}.`,
        ko: `배치에 문제가 없어요. ${issues === null ? '애드센스는 지켜보고 있지 않아요' : '정책 문제도 없어요'}.`,
      },
      evidence,
    };
  },
};

async function layoutOf(candidate: string, executablePath: string | undefined) {
  const [{ checkAdLayout }, { chromium }] = await Promise.all([import('@couplekit/seo-guard/ads'), import('playwright-core')]); // prettier-ignore
  // Chromium's sandbox does not work for root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  await using opened = await chromium.launch({
    args,
    ...(executablePath !== undefined && { executablePath }),
  });
  const page = await opened.newPage();
  return await checkAdLayout(page, PAGES.map((path) => candidate + path)); // prettier-ignore
}

/** @returns null where nobody watches AdSense */
async function openIssues(prometheus: string): Promise<number | null> {
  const series = await new PrometheusClient(prometheus).select('couplekit_adsense_policy_issues', new Date());
  if (series.length === 0) return null;
  // Every instance reports what all of them share.
  const byAction = Map.groupBy(series, ({ labels }) => labels['couplekit_adsense_action']);
  return [...byAction.values()].reduce((total, of) => total + Math.max(...of.map(({ value }) => value)), 0);
}

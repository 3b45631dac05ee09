import { visitSitemaps } from '../auditing/crawling/visit-sitemaps.js';
import { Site } from '../auditing/fetching/site.js';
import type { Evidence, Judge } from '../auditing/judging/evidence.js';
import type { Finding } from '../auditing/judging/finding.js';
import { judgeCanonical } from '../auditing/judging/judge-canonical.js';
import { judgeDisallowed } from '../auditing/judging/judge-crawl-rules.js';
import { judgeMeta } from '../auditing/judging/judge-meta.js';
import { judgeSensitive } from '../auditing/judging/judge-sensitive.js';
import { couldBeIndexed } from '../auditing/judging/robots-signals.js';
import type { AuditedTable } from '../auditing/table/audited-table.js';
import { readRobotsTxt } from '../site-files/robots-txt/read-robots-txt.js';
import type { KitCheck } from './header-checks.js';
import type { KitClient } from './kit-client.js';
import type { KitContext } from './kit-options.js';
import type { NoIndexRuleName } from './no-index-checklist.js';

/** The checks of rules N14 to N19: what pages, robots.txt and sitemaps say beside the header. */
export const PAGE_CHECKS = {
  meta: async (client, context) => judged(context.guarded, client, context, judgeMeta),
  // A canonical on another host may be the public address of the page itself.
  canonical: async (client, context) =>
    judged(context.guarded, client, context, (visit, evidence) =>
      judgeCanonical(visit, evidence).filter(({ code }) => code === 'canonical-on-noindexed'),
    ),
  fetchable: async (client, context) => judged(context.guarded, client, context, judgeDisallowed),
  sitemap: async (client, context) => {
    const site = new Site(context.baseUrl);
    const { says } = await robotsTxt(client);
    const listed = (await visitSitemaps(says.sitemaps.map(pathOf), { site, exchange: client.exchange })).flatMap(({ pages }) => pages ?? []); // prettier-ignore
    const paths = new Set(listed.filter((url) => URL.canParse(url)).map(pathOf));
    return context.guarded.filter((path) => paths.has(path)).map((path) => `a sitemap lists ${path}`);
  },
  // PROPFIND changes nothing where a path has it after all (RFC 4918 section 9.1).
  sensitive: async (client, context) => {
    const ways = ['GET', 'HEAD', 'PROPFIND'].map((method) => judged(context.sensitive, client, context, judgeSensitive, method)); // prettier-ignore
    return (await Promise.all(ways)).flat();
  },
  indexable: async (client, { indexable, bot }) => {
    const wrong: string[] = [];
    for (const path of indexable) {
      const visit = await client.ask(path);
      if (!couldBeIndexed(visit, bot)) wrong.push(`GET ${path} (${visit.answer.status}) cannot be indexed`);
    }
    return wrong;
  },
} as const satisfies Partial<Readonly<Record<NoIndexRuleName, KitCheck>>>;

async function judged(
  paths: readonly string[],
  client: KitClient,
  context: KitContext,
  judge: Judge,
  method = 'GET',
): Promise<readonly string[]> {
  const evidence: Evidence = {
    site: new Site(context.baseUrl),
    bot: context.bot.toLowerCase(),
    table: closedTable(context),
    robotsTxt: await robotsTxt(client),
    pages: new Map(),
    sitemaps: [],
  };
  const wrong: string[] = [];
  for (const path of paths) {
    const visit = await client.ask(path, { method });
    wrong.push(...judge(visit, evidence).map((finding) => inWords(finding)));
  }
  return wrong;
}

function inWords({ code, method, url, status, seen, expected }: Finding): string {
  return `${method} ${url} (${status}) ${code}: ${seen || 'nothing'}${expected && `, expected ${expected}`}`;
}

/** No crawler may index what is asked for; a canonical may lead to other pages. */
function closedTable({ robots, guarded, sensitive }: KitContext): AuditedTable {
  const isSensitive = (path: string) => sensitive.includes(path);
  return {
    explain: (url) => ({
      path: url,
      robots,
      indexable: ![...guarded, ...sensitive].includes(pathOf(url)),
      sensitive: isSensitive(pathOf(url)),
      rules: [],
    }),
    rules: () => [],
  };
}

async function robotsTxt(client: KitClient): Promise<Evidence['robotsTxt']> {
  const visit = await client.ask('/robots.txt');
  const text = visit.answer.status < 300 ? new TextDecoder().decode(visit.answer.body) : '';
  return { visit, says: readRobotsTxt(text) };
}

/** The public address is another one than that of the app under test. */
function pathOf(url: string): string {
  const { pathname, search } = new URL(url, 'http://app.invalid');
  return pathname + search;
}

import type { Exchange } from '../fetching/exchange.js';
import type { Site } from '../fetching/site.js';
import type { VisitedSitemap } from '../judging/evidence.js';
import { readSitemap } from '../reading/read-sitemap.js';

/** More would be a list of a whole shop. */
const MAX_SITEMAPS = 50;

/** Visits the sitemaps that robots.txt names and those that they name, and `/sitemap.xml`. */
export async function visitSitemaps(
  named: readonly string[],
  { site, exchange }: { readonly site: Site; readonly exchange: Exchange },
): Promise<readonly VisitedSitemap[]> {
  const waiting = [...named.map((url) => ({ url, isNamed: true })), { url: '/sitemap.xml', isNamed: false }];
  const known = new Set<string>();
  const visited: VisitedSitemap[] = [];
  for (const { url: reference, isNamed } of waiting) {
    const url = site.locate(reference);
    if (!url || known.has(url.href) || known.size >= MAX_SITEMAPS) continue;
    known.add(url.href);
    const answer = await exchange.ask({ url });
    const isFound = 'status' in answer && answer.status >= 200 && answer.status < 300;
    const sitemap = isFound ? readSitemap(answer.body) : undefined;
    visited.push({ visit: { kind: 'sitemap', answer }, pages: sitemap?.pages, isNamed });
    // The list grows while it is walked.
    waiting.push(...(sitemap?.sitemaps ?? []).map((next) => ({ url: next, isNamed: true })));
  }
  return visited;
}

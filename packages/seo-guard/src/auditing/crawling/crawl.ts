import type { Exchange } from '../fetching/exchange.js';
import type { Site } from '../fetching/site.js';
import { Frontier, type CrawlLimits, type SkipReason, type Waiting } from './frontier.js';
import { pageOf, type Visit } from './visit.js';

/** Where a crawl goes, and how far. */
export interface CrawlOptions extends CrawlLimits {
  readonly site: Site;
  readonly exchange: Exchange;
  readonly concurrency: number;
  /** Where it starts. */
  readonly starts: readonly Waiting[];
}

/** What a crawl saw. */
export interface Crawled {
  readonly visits: readonly Visit[];
  readonly skipped: Readonly<Partial<Record<SkipReason, number>>>;
}

/**
 * Visits what can be reached from the starts, breadth first, on this site only. A redirect is a page that leads to another one.
 * robots.txt keeps nothing out: what it hides from crawlers is what an operator wants to see.
 */
export async function crawl({
  site,
  exchange,
  concurrency,
  starts,
  ...limits
}: CrawlOptions): Promise<Crawled> {
  const frontier = new Frontier(limits);
  for (const start of starts) frontier.add(start);
  const visits: Visit[] = [];
  for (let batch = frontier.take(concurrency); batch.length > 0; batch = frontier.take(concurrency)) {
    const done = await Promise.all(
      batch.map(async (waiting) => ({ waiting, visit: await visit(exchange, waiting) })),
    );
    for (const { waiting, visit: made } of done) {
      visits.push(made);
      const { url: from } = made.answer;
      for (const { url: target, kind } of made.page?.links ?? []) {
        const url = site.locate(target);
        if (url) frontier.add({ url, depth: waiting.depth + 1, kind, from });
      }
    }
  }
  return { visits, skipped: frontier.skipped };
}

async function visit(exchange: Exchange, { url, kind, from }: Waiting): Promise<Visit> {
  const answer = await exchange.ask({ url });
  return {
    kind,
    ...(from !== undefined && { from }),
    answer,
    ...('status' in answer && { page: pageOf(answer) }),
  };
}

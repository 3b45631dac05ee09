import { isAnswered, type Visit } from '../crawling/visit.js';
import type { Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

/** As many as Google's crawlers follow: https://developers.google.com/search/docs/crawling-indexing/http-network-errors */
const MAX_HOPS = 10;

/** Redirects that lead to themselves, or further than a crawler follows; each loop once. */
export function judgeRedirects(evidence: Evidence): readonly Finding[] {
  const told = new Set<string>();
  return [...evidence.pages.values()].flatMap((start) => {
    const chain = [start.answer.url];
    for (
      let next = nextOf(start, evidence);
      next !== undefined;
      next = nextOf(evidence.pages.get(next), evidence)
    ) {
      const isLoop = chain.includes(next);
      chain.push(next);
      if (!isLoop && chain.length <= MAX_HOPS + 1) continue;
      const key = isLoop ? chain.slice(chain.indexOf(next)).toSorted()[0] : next;
      if (key === undefined || told.has(key)) return [];
      told.add(key);
      return [finding('redirect-loop', start, { seen: chain.join(' > '), expected: '' })];
    }
    return [];
  });
}

function nextOf(visit: Visit | undefined, { site }: Evidence): string | undefined {
  if (!visit || !isAnswered(visit) || visit.answer.status < 300 || visit.answer.status >= 400)
    return undefined;
  const location = visit.page?.links.find(({ kind }) => kind === 'header Location');
  return location && site.locate(location.url)?.href;
}

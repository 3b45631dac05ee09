import { isAnswered } from '../crawling/visit.js';
import type { Canonical } from '../reading/page.js';
import type { Evidence, Judge } from './evidence.js';
import { finding } from './finding.js';
import type { FindingCode } from './finding-catalogue.js';
import { isNoindexed } from './robots-signals.js';

/** The canonical of a success: one, of a page that may be indexed itself, on this site. */
export const judgeCanonical: Judge = (visit, evidence) => {
  const { status, method } = visit.answer;
  if (method !== 'GET' || status < 200 || status >= 300) return [];
  const canonicals = (visit.page?.canonicals ?? []).filter(({ isInHead }) => isInHead);
  const urls = [...new Set(canonicals.map(({ url, reference }) => url ?? reference))];
  if (urls.length > 1) {
    return [finding('canonical-conflict', visit, { seen: urls.join(' | '), expected: urls[0] ?? '' })];
  }
  const [canonical] = canonicals;
  if (!canonical) return [];
  const problem = problemOf(canonical, evidence, isNoindexed(visit, evidence.bot));
  return problem ? [finding(problem.code, visit, { seen: problem.seen, expected: '' })] : [];
};

interface Problem {
  readonly code: FindingCode;
  readonly seen: string;
}

function problemOf(
  { url, reference }: Canonical,
  { site, pages, bot, table }: Evidence,
  isHidden: boolean,
): Problem | undefined {
  if (url === undefined || !/^https?:/.test(url)) return { code: 'canonical-unreadable', seen: reference };
  const local = site.locate(url);
  if (!local) return { code: 'canonical-to-other-host', seen: url };
  const target = pages.get(local.href);
  const answered = target && isAnswered(target) ? target : undefined;
  const isTargetHidden =
    table?.explain(local.href).indexable === false || (answered !== undefined && isNoindexed(answered, bot));
  // Two pages that are both hidden, such as one in two languages, harm nobody.
  if (isHidden) return isTargetHidden ? undefined : { code: 'canonical-on-noindexed', seen: url };
  const status = answered?.answer.status ?? 200;
  if (status >= 400) return { code: 'canonical-to-error', seen: `${url} (${status})` };
  if (status >= 300) return { code: 'canonical-to-redirect', seen: `${url} (${status})` };
  return isTargetHidden ? { code: 'canonical-to-noindexed', seen: url } : undefined;
}

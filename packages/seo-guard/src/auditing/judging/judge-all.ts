import { isAnswered, type Visit } from '../crawling/visit.js';
import type { Evidence, Judge } from './evidence.js';
import { finding, type Finding } from './finding.js';
import { judgeCanonical } from './judge-canonical.js';
import { judgeDisallowed, judgeRobotsTxt, judgeSitemaps } from './judge-crawl-rules.js';
import { judgeHeader, judgeHidden, judgeMissing, judgeStatus } from './judge-header.js';
import { judgeHead, judgeMeta, judgeWords } from './judge-meta.js';
import { judgeRedirects } from './judge-redirects.js';
import { judgeLinks, judgeSensitive } from './judge-sensitive.js';

/** What every answer must keep to. */
const ANSWER_JUDGES: readonly Judge[] = [judgeHeader, judgeMissing, judgeStatus, judgeSensitive];

/** What pages must keep to; a probe asks for a page that was crawled, in another way. */
const PAGE_JUDGES: readonly Judge[] = [
  ...ANSWER_JUDGES,
  judgeHidden,
  judgeWords,
  judgeMeta,
  judgeHead,
  judgeCanonical,
  judgeLinks,
  judgeDisallowed,
];

/** Everything that is wrong with what was crawled and probed, each by itself and all together. */
export function judgeAll(
  crawled: readonly Visit[],
  probed: readonly Visit[],
  evidence: Evidence,
): readonly Finding[] {
  return [
    ...crawled.flatMap((visit) => judgeVisit(visit, PAGE_JUDGES, evidence)),
    ...probed.flatMap((visit) => judgeVisit(visit, ANSWER_JUDGES, evidence)),
    ...judgeRobotsTxt(evidence),
    ...judgeSitemaps(evidence),
    ...judgeRedirects(evidence),
  ];
}

function judgeVisit(visit: Visit, judges: readonly Judge[], evidence: Evidence): readonly Finding[] {
  const { answer } = visit;
  if ('failure' in answer) return [finding('no-answer', visit, { seen: answer.failure, expected: '' })];
  return isAnswered(visit) ? judges.flatMap((judge) => judge(visit, evidence)) : [];
}

import { isAnswered, type Visit } from '../crawling/visit.js';
import type { Evidence, Judge } from './evidence.js';
import { finding, type Finding } from './finding.js';
import { judgeCanonical } from './judge-canonical.js';
import { judgeDisallowed, judgeRobotsTxt, judgeSitemaps } from './judge-crawl-rules.js';
import { judgeHeader, judgeMissing, judgeStatus } from './judge-header.js';
import { judgeHead, judgeMeta, judgeWords } from './judge-meta.js';
import { judgeRedirects } from './judge-redirects.js';
import { judgeLinks, judgeSensitive } from './judge-sensitive.js';

const JUDGES: readonly Judge[] = [
  judgeHeader,
  judgeWords,
  judgeMeta,
  judgeHead,
  judgeMissing,
  judgeStatus,
  judgeCanonical,
  judgeSensitive,
  judgeLinks,
  judgeDisallowed,
];

/** Everything that is wrong with these visits, each by itself and all together. */
export function judgeAll(visits: readonly Visit[], evidence: Evidence): readonly Finding[] {
  const ofVisits = visits.flatMap((visit) => {
    const { answer } = visit;
    if ('failure' in answer) return [finding('no-answer', visit, { seen: answer.failure, expected: '' })];
    return isAnswered(visit) ? JUDGES.flatMap((judge) => judge(visit, evidence)) : [];
  });
  return [...ofVisits, ...judgeRobotsTxt(evidence), ...judgeSitemaps(evidence), ...judgeRedirects(evidence)];
}

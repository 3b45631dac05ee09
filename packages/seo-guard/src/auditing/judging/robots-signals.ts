import { parseRobotsTag } from '../../robots/parse-robots-tag.js';
import { mergePolicies, OPEN, ruleForCrawler, type RobotsPolicy } from '../../robots/robots-policy.js';
import type { RobotsRule } from '../../robots/robots-rule.js';
import type { Answered } from '../crawling/visit.js';
import { headerLines } from '../fetching/answer.js';

/** What the `X-Robots-Tag` lines of an answer say together. */
export function headerPolicy({ answer }: Answered): RobotsPolicy {
  return parseRobotsTag(headerLines(answer, 'x-robots-tag'));
}

/** What the robots metas of a page say together, those that crawlers read. */
export function metaPolicy({ page }: Answered): RobotsPolicy {
  const read = (page?.metas ?? []).filter(({ isInHead }) => isInHead);
  return read.map(({ name, content }) => metaRule(name, content)).reduce(mergePolicies, OPEN);
}

function metaRule(name: string, content: string): RobotsPolicy {
  const rule = ruleForCrawler(parseRobotsTag(content), '');
  return new Map([[name === 'robots' ? '' : name, rule]]);
}

/** Whether a policy forbids at least what another one does, for every crawler that the other one names. */
export function isAtLeastAsStrict(seen: RobotsPolicy, expected: RobotsPolicy): boolean {
  return [...expected.keys()].every((bot) =>
    forbidsAtLeast(ruleForCrawler(seen, bot), ruleForCrawler(expected, bot)),
  );
}

function forbidsAtLeast(seen: RobotsRule, expected: RobotsRule): boolean {
  return (
    seen.index <= expected.index &&
    expected.switches.isSubsetOf(seen.switches) &&
    seen.maxSnippet <= expected.maxSnippet &&
    seen.maxImagePreview <= expected.maxImagePreview &&
    seen.maxVideoPreview <= expected.maxVideoPreview &&
    seen.unavailableAfter <= expected.unavailableAfter
  );
}

/** Whether an answer keeps itself out of the index of this crawler, by header or meta. */
export function isNoindexed(visit: Answered, bot: string): boolean {
  return ruleForCrawler(mergePolicies(headerPolicy(visit), metaPolicy(visit)), bot).index < 2;
}

/**
 * Whether a crawler could put this answer into its index: a success with content that nothing keeps out. Redirects, errors and
 * empty answers are not indexed themselves. Any media type counts: Google indexes what it can make text or an image of.
 * Sources: https://developers.google.com/search/docs/crawling-indexing/http-network-errors,
 * https://developers.google.com/search/docs/crawling-indexing/indexable-file-types
 */
export function couldBeIndexed(visit: Answered, bot: string): boolean {
  const { method, status } = visit.answer;
  const hasContent = status >= 200 && status < 300 && status !== 204 && status !== 205;
  return method === 'GET' && hasContent && !isNoindexed(visit, bot);
}

import { parseRobotsTag } from '../../robots/robots-header.js';
import { headerLines } from '../fetching/answer.js';
import type { Judge } from './evidence.js';
import { finding } from './finding.js';
import { couldBeIndexed, headerPolicy, isAtLeastAsStrict, isNoindexed } from './robots-signals.js';

/** The `X-Robots-Tag` of an answer against the table: for every status and method, since a path is guarded, not a page. */
export const judgeHeader: Judge = (visit, { table, bot }) => {
  const lines = headerLines(visit.answer, 'x-robots-tag');
  const seen = lines.join(' | ');
  const explanation = table?.explain(visit.answer.url);
  const expected = explanation?.robots ?? '';
  const rules = (explanation?.rules ?? []).map(({ source }) => source);
  const found = { seen, expected, rules };
  const policy = headerPolicy(visit);
  if (expected !== '' && lines.length === 0) return [finding('header-missing', visit, found)];
  const isWeaker = !isAtLeastAsStrict(policy, parseRobotsTag(expected));
  const isHidden = explanation?.indexable === true && visit.answer.status < 300 && isNoindexed(visit, bot);
  return [
    ...(isWeaker ? [finding('header-weaker', visit, found)] : []),
    ...(isHidden ? [finding('indexable-is-noindexed', visit, found)] : []),
    ...(lines.length > 1 ? [finding('header-repeated', visit, { ...found, expected: expected || 'one line' })] : []), // prettier-ignore
  ];
};

/** A page that is answered for a path where nothing can be. */
export const judgeMissing: Judge = (visit, { bot }) =>
  visit.isMissing && couldBeIndexed(visit, bot)
    ? [finding('missing-page-indexable', visit, { seen: String(visit.answer.status), expected: '404' })]
    : [];

/** An answer that says that the server is broken. */
export const judgeStatus: Judge = (visit) =>
  visit.answer.status >= 500
    ? [finding('server-error', visit, { seen: String(visit.answer.status), expected: '' })]
    : [];

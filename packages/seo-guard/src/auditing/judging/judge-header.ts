import { parseRobotsTag } from '../../robots/parse-robots-tag.js';
import { isProbe } from '../crawling/example-path.js';
import { headerLines } from '../fetching/answer.js';
import type { Judge } from './evidence.js';
import { finding } from './finding.js';
import { couldBeIndexed, headerPolicy, isAtLeastAsStrict, isNoindexed } from './robots-signals.js';

/** The `X-Robots-Tag` of an answer against the table: for every status and method, since a path is guarded, not a page. */
export const judgeHeader: Judge = (visit, { table }) => {
  const lines = headerLines(visit.answer, 'x-robots-tag');
  const seen = lines.join(' | ');
  const explanation = table?.explain(visit.answer.url);
  const expected = explanation?.robots ?? '';
  const rules = (explanation?.rules ?? []).map(({ source }) => source);
  const found = { seen, expected, rules };
  const policy = headerPolicy(visit);
  if (expected !== '' && lines.length === 0) return [finding('header-missing', visit, found)];
  const isWeaker = !isAtLeastAsStrict(policy, parseRobotsTag(expected));
  return [
    ...(isWeaker ? [finding('header-weaker', visit, found)] : []),
    ...(lines.length > 1 ? [finding('header-repeated', visit, { ...found, expected: expected || 'one line' })] : []), // prettier-ignore
  ];
};

/** A page that a rule of the table declares indexable, and that keeps itself out of the index all the same. */
export const judgeHidden: Judge = (visit, { table, bot }) => {
  const { url, status } = visit.answer;
  const explanation = table?.explain(url);
  const sources = new Set(table?.rules().map(({ source }) => source));
  const rules = (explanation?.rules ?? [])
    .map(({ source }) => source)
    .filter((source) => sources.has(source));
  const isHidden = status >= 200 && status < 300 && isNoindexed(visit, bot);
  return explanation?.indexable && rules.length > 0 && isHidden
    ? [finding('indexable-is-noindexed', visit, { seen: 'noindex', expected: explanation.robots, rules })]
    : [];
};

/** A page that is answered for a path where nothing can be. */
export const judgeMissing: Judge = (visit, { bot }) =>
  isProbe(visit.answer.url) && couldBeIndexed(visit, bot)
    ? [finding('missing-page-indexable', visit, { seen: String(visit.answer.status), expected: '404' })]
    : [];

/** An answer that says that the server is broken. */
export const judgeStatus: Judge = (visit) =>
  visit.answer.status >= 500
    ? [finding('server-error', visit, { seen: String(visit.answer.status), expected: '' })]
    : [];

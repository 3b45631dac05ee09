import { ruleForCrawler } from '../../robots/robots-policy.js';
import { headerLines } from '../fetching/answer.js';
import { directivesIn, unknownDirectives } from './directive-words.js';
import type { Judge } from './evidence.js';
import { finding } from './finding.js';
import { headerPolicy } from './robots-signals.js';

/** What a header or a meta says by itself: two opposite words, or a word that no crawler knows. */
export const judgeWords: Judge = (visit) => {
  const headers = headerLines(visit.answer, 'x-robots-tag').map((text) => ({ text, where: 'X-Robots-Tag' }));
  const metas = (visit.page?.metas ?? []).map(({ name, content }) => ({
    text: content,
    where: `<meta name="${name}">`,
  }));
  return [...headers, ...metas].flatMap(({ text, where }) => {
    const unknown = unknownDirectives(text);
    return [
      ...(contradictsItself(text) ? [finding('contradicting-directives', visit, { seen: `${where}: ${text}`, expected: '' })] : []), // prettier-ignore
      ...(unknown.length > 0 ? [finding('unknown-directive', visit, { seen: `${where}: ${unknown.join(', ')}`, expected: '' })] : []), // prettier-ignore
    ];
  });
};

function contradictsItself(text: string): boolean {
  return directivesIn(text).some((words) => isMixed(words));
}

function isMixed(words: ReadonlySet<string>): boolean {
  const any = (...names: readonly string[]) => names.some((name) => words.has(name));
  return (any('index', 'all') && any('noindex', 'none')) || (any('follow', 'all') && any('nofollow', 'none'));
}

/** A meta that allows what the header forbids, or forbids what the header does not: whoever reads one of them is misled. */
export const judgeMeta: Judge = (visit) => {
  const metas = (visit.page?.metas ?? []).filter(({ isInHead }) => isInHead);
  const header = headerPolicy(visit);
  const seenHeader = headerLines(visit.answer, 'x-robots-tag').join(' | ');
  return metas.flatMap((meta) => {
    const bot = meta.name === 'robots' ? '' : meta.name;
    const words = directivesIn(meta.content)[0] ?? new Set<string>();
    const rule = ruleForCrawler(header, bot);
    const forbidsIndex = rule.index < 2;
    const forbidsFollow = rule.switches.has('nofollow');
    const isOpposite =
      opposes(words, forbidsIndex, ['index', 'all'], ['noindex', 'none']) ||
      opposes(words, forbidsFollow, ['follow', 'all'], ['nofollow', 'none']);
    return isOpposite
      ? [finding('meta-contradicts-header', visit, { seen: `<meta name="${meta.name}" content="${meta.content}">`, expected: seenHeader })] // prettier-ignore
      : [];
  });
};

function opposes(
  words: ReadonlySet<string>,
  isForbidden: boolean,
  allowing: readonly string[],
  forbidding: readonly string[],
): boolean {
  const forbids = forbidding.some((word) => words.has(word));
  return isForbidden ? !forbids && allowing.some((word) => words.has(word)) : forbids;
}

/** Robots metas and canonicals that crawlers do not read, since the head has ended. */
export const judgeHead: Judge = (visit) => {
  const metas = (visit.page?.metas ?? [])
    .filter(({ isInHead }) => !isInHead)
    .map(({ name }) => `<meta name="${name}">`);
  const canonicals = (visit.page?.canonicals ?? []).filter(({ isInHead }) => !isInHead).map(() => '<link rel="canonical">'); // prettier-ignore
  return [...metas, ...canonicals].map((seen) => finding('outside-head', visit, { seen, expected: '' }));
};

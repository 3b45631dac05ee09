import { headerLines, headerValue } from '../fetching/answer.js';
import type { Judge } from './evidence.js';
import { finding } from './finding.js';
import { isSecretName } from './redact-url.js';

/** The headers that keep a sensitive page out of caches and referrers. */
export const judgeSensitive: Judge = (visit, { table }) => {
  const explanation = table?.explain(visit.answer.url);
  if (!explanation?.sensitive) return [];
  const { answer } = visit;
  const rules = explanation.rules.filter(({ sensitive }) => sensitive).map(({ source }) => source);
  const caching = headerValue(answer, 'cache-control');
  const referrers = headerLines(answer, 'referrer-policy').join(' | ');
  const validators = ['etag', 'last-modified'].filter((name) => headerLines(answer, name).length > 0);
  return [
    ...(isPrivate(caching) ? [] : [finding('sensitive-cacheable', visit, { seen: caching, expected: 'private, no-store', rules })]), // prettier-ignore
    ...(/^\s*no-referrer\s*$/i.test(referrers) ? [] : [finding('sensitive-referrer', visit, { seen: referrers, expected: 'no-referrer', rules })]), // prettier-ignore
    ...validators.map((name) => finding('sensitive-validator', visit, { seen: `${name}: ${headerValue(answer, name)}`, expected: '', rules })), // prettier-ignore
  ];
};

function isPrivate(caching: string): boolean {
  const directives = new Set(caching.toLowerCase().split(',').map((directive) => directive.trim())); // prettier-ignore
  return directives.has('no-store') && directives.has('private') && !directives.has('public');
}

/**
 * Links that carry what lets someone in: to another site, in a parameter or as the address of a sensitive page (a share button
 * does that); on this site, in a parameter of a path that is not sensitive.
 */
export const judgeLinks: Judge = (visit, { site, table }) => {
  const isSensitive = (url: URL | undefined) =>
    url !== undefined && table?.explain(url.href).sensitive === true;
  return (visit.page?.links ?? []).flatMap(({ url: href, kind }) => {
    const url = new URL(href);
    if (!/^https?:$/.test(url.protocol)) return [];
    const local = site.locate(href);
    if (isSensitive(local)) return [];
    const carries = [...url.searchParams].some(
      ([name, value]) =>
        (value !== '' && isSecretName(name)) ||
        (local === undefined && /^https?:/i.test(value) && isSensitive(site.locate(value))),
    );
    return carries ? [finding('token-in-link', visit, { seen: `${kind} ${href}`, expected: '' })] : [];
  });
};

import { escapeAttribute } from './escape-attribute.js';
import { formatRobotsTag } from '../robots/format-robots-tag.js';
import type { RobotsPolicy } from '../robots/robots-policy.js';

/**
 * The robots meta elements that say in a page's head what `X-Robots-Tag` says in its header: one for every crawler, and one for
 * each that the policy names. Empty where nothing is restricted.
 * Source: https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag#robotsmeta
 */
export function robotsMeta(policy: RobotsPolicy): string {
  return [...policy]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([crawler, rule]) => ({
      name: crawler || 'robots',
      content: formatRobotsTag(new Map([['', rule]])),
    }))
    .filter(({ content }) => content !== '')
    .map(
      ({ name, content }) => `<meta name="${escapeAttribute(name)}" content="${escapeAttribute(content)}">`,
    )
    .join('\n');
}

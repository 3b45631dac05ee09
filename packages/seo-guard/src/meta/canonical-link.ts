import type { Explanation } from '../explaining/explanation.js';
import { escapeAttribute } from './escape-attribute.js';

/**
 * The canonical link of a page that may be indexed, without its query; empty for any other: a page that is not to be indexed
 * stands for no other one.
 * Source: https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls
 *
 * @param baseUrl scheme and host, such as `https://couple.example`
 */
export function canonicalLink({ path, indexable }: Explanation, baseUrl: string): string {
  if (!indexable) return '';
  const url = new URL(`${new URL(baseUrl).origin}/${path.replace(/^\/+/, '')}`);
  return `<link rel="canonical" href="${escapeAttribute(url.origin + url.pathname)}">`;
}

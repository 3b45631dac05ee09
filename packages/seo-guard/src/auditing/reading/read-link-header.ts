import type { Reference } from './references-of.js';

/** The links of a Link header that crawlers may follow, by their relation (RFC 8288 section 3). */
export function readLinkHeader(value: string): readonly Reference[] {
  return [
    ...value.matchAll(/<([^>]*)>((?:\s*;\s*[\w!#$&+^`|~*.-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";,]*))?)*)/g),
  ].flatMap(([, target = '', parameters = '']) => {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]*))/i.exec(parameters);
    const rels = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
    return rels.includes('canonical')
      ? [{ reference: target, kind: 'link[rel=canonical]' }]
      : [{ reference: target, kind: 'header Link' }];
  });
}

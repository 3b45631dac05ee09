import type { Reference } from './references-of.js';

/** A target in angle brackets and its parameters (RFC 8288 section 3). */
const LINK = /<([^>]*)>((?:\s*;\s*[\w!#$&+^`|~*.-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s";,]*))?)*)/g;
const PARAMETER = /;\s*([\w!#$&+^`|~*.-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s";,]*))/g;

/** The links of a Link header that crawlers may follow, by their relation (RFC 8288 section 3.3). */
export function readLinkHeader(value: string): readonly Reference[] {
  return [...value.matchAll(LINK)].map(([, reference = '', parameters = '']) => {
    const rel = [...parameters.matchAll(PARAMETER)].find(([, name]) => name?.toLowerCase() === 'rel');
    const rels = (rel?.[2] ?? rel?.[3] ?? '').toLowerCase().split(/\s+/);
    return { reference, kind: rels.includes('canonical') ? 'link[rel=canonical]' : 'header Link' };
  });
}

import { Parser } from 'htmlparser2';
import type { Page, RobotsMeta } from './page.js';
import { referencesOf } from './references-of.js';

/**
 * Crawlers take the head to end at the first element that does not belong there, and read robots metas and canonicals only before.
 * Source: https://developers.google.com/search/docs/crawling-indexing/valid-page-metadata
 */
const HEAD_ELEMENTS = new Set([
  'html',
  'head',
  'title',
  'meta',
  'link',
  'script',
  'style',
  'base',
  'noscript',
  'template',
]);

/** What is in them is not part of the page; it does not end the head either. */
const INERT_ELEMENTS = new Set(['noscript', 'template']);

/** Metas of these names are for crawlers: all of them, or the one that calls itself so. */
const CRAWLER_NAME = /^(?:robots|[\w-]*bot(?:-[\w-]+)?|yeti|daum|slurp)$/;

/** Reads a page without building a tree of it: the time it takes grows with its size only. */
export function readPage(html: string, url: string): Page {
  const metas: RobotsMeta[] = [];
  const found: { readonly reference: string; readonly kind: string; readonly isInHead: boolean }[] = [];
  let isInHead = true;
  let inert = 0;
  let base: string | undefined;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (INERT_ELEMENTS.has(name)) inert += 1;
      if (inert === 0 && !HEAD_ELEMENTS.has(name)) isInHead = false;
      const isRead = isInHead && inert === 0;
      if (name === 'base') base ??= attributes['href'];
      const metaName = name === 'meta' ? (attributes['name'] ?? '').trim().toLowerCase() : '';
      if (CRAWLER_NAME.test(metaName))
        metas.push({ name: metaName, content: attributes['content'] ?? '', isInHead: isRead });
      for (const reference of referencesOf(name, attributes)) found.push({ ...reference, isInHead: isRead });
    },
    onclosetag(name, isImplied) {
      if (INERT_ELEMENTS.has(name)) inert -= 1;
      if (name === 'head' && !isImplied) isInHead = false;
    },
  });
  parser.end(html);
  const from = base !== undefined && URL.canParse(base, url) ? new URL(base, url).href : url;
  const resolve = (reference: string) =>
    URL.canParse(reference, from) ? new URL(reference, from).href : undefined;
  return {
    metas,
    canonicals: found
      .filter(({ kind }) => kind === CANONICAL)
      .map(({ reference, isInHead: isRead }) => ({ reference, url: resolve(reference), isInHead: isRead })),
    links: found.flatMap(({ reference, kind }) => {
      const target = resolve(reference);
      return target === undefined ? [] : [{ url: target, kind }];
    }),
  };
}

export const CANONICAL = 'link[rel=canonical]';

import type { Answered } from '../crawling/visit.js';
import type { Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';
import { couldBeIndexed } from './robots-signals.js';

/** The other ways to write the path of a page that routers like to take for the same. */
export function variantsOf(url: URL): readonly URL[] {
  if (url.pathname === '/') return [];
  const { pathname } = url;
  const slash = pathname.endsWith('/') ? pathname.replace(/\/+$/, '') : `${pathname}/`;
  const paths = [slash, pathname.toUpperCase()].filter((path) => path !== pathname && path !== '');
  return [...new Set(paths)].map((path) => new URL(`${url.origin}${path}${url.search}`));
}

/** A second address of a page that could be indexed beside it, and does not name the first one as canonical. */
export function judgeDuplicate(
  variant: Answered,
  original: Answered,
  { site, bot }: Evidence,
): readonly Finding[] {
  if (!couldBeIndexed(variant, bot)) return [];
  const first = canonicalOf(original) ?? original.answer.url;
  const named = canonicalOf(variant);
  const isResolved = named !== undefined && site.locate(named)?.href === site.locate(first)?.href;
  return isResolved ? [] : [finding('duplicate-indexable', variant, { seen: named ?? '', expected: first })];
}

function canonicalOf({ page }: Answered): string | undefined {
  return page?.canonicals.find(({ isInHead }) => isInHead)?.url;
}

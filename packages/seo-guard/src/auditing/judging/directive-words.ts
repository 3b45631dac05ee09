/** https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag, and those of other crawlers that are in use. */
const KNOWN = new Set([
  'all', 'index', 'follow', 'none', 'noindex', 'nofollow', 'nosnippet', 'indexifembedded', 'max-snippet',
  'max-image-preview', 'max-video-preview', 'notranslate', 'noimageindex', 'unavailable_after', 'noarchive', 'nocache',
  'noai', 'noimageai', 'noodp', 'noydir', 'nositelinkssearchbox', 'nopagereadaloud',
]); // prettier-ignore

/** Directives that have a value behind a colon. */
const VALUED = /^(?:max-snippet|max-image-preview|max-video-preview|unavailable_after)$/;

/** The names of the directives in a robots text, of each group by itself: that of all crawlers first. */
export function directivesIn(text: string): readonly ReadonlySet<string>[] {
  const groups: Set<string>[] = [new Set()];
  for (const part of text.split(',')) {
    const [first = '', ...rest] = part.split(':').map((word) => word.trim().toLowerCase());
    const namesCrawler = rest.length > 0 && !VALUED.test(first);
    if (namesCrawler) groups.push(new Set());
    const name = namesCrawler ? (rest[0] ?? '') : first;
    if (name !== '') groups.at(-1)?.add(name);
  }
  return groups;
}

/** Words that no crawler knows, such as `no-index`; the rest of a date behind its comma is none. */
export function unknownDirectives(text: string): readonly string[] {
  const words = directivesIn(text.replace(/(unavailable_after\s*:)[^,]*,\s*\d[^,]*/gi, '$1'));
  return [...new Set(words.flatMap((group) => [...group]))].filter((word) => !KNOWN.has(word));
}

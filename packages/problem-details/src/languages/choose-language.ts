import { parseQualityList } from '../negotiation/parse-quality-list.js';
import type { Language } from '../registry/problem-definition.js';

/** The languages that the package has texts for. */
export const INCLUDED_LANGUAGES: readonly Language[] = ['en', 'ko'];

/**
 * The language for an `Accept-Language` header (RFC 9110 section 12.5.4): by q-value, then by order. A range is looked up
 * as in RFC 4647 section 3.4: `ko-KR` finds `ko`; a range with nothing at or above it takes the first language below it,
 * `pt` finds `pt-BR`. Where nothing is found: the default, unless the header refuses it with `q=0`.
 */
export function chooseLanguage(
  header: string | undefined,
  defaultLanguage: Language,
  languages: readonly Language[] = INCLUDED_LANGUAGES,
): Language {
  if (!header) return defaultLanguage;
  const ranges = parseQualityList(header);
  const offered = [defaultLanguage, ...languages.filter((language) => language !== defaultLanguage)];
  const refuses = ranges.some(({ q }) => q === 0);
  const accepted = refuses ? offered.filter((language) => !isRefused(language, ranges)) : offered;
  const wanted = ranges.filter(({ q }) => q > 0).toSorted((a, b) => b.q - a.q);
  for (const { value } of wanted) {
    const found =
      value === '*' ? accepted.find((language) => !isNamed(language, ranges)) : lookUp(value, accepted);
    if (found !== undefined) return found;
  }
  return accepted[0] ?? defaultLanguage;
}

interface Range {
  readonly value: string;
  readonly q: number;
}

/** Longer than any tag that means a language. */
const LONGEST_RANGE = 100;

function lookUp(range: string, languages: readonly Language[]): Language | undefined {
  if (range.length > LONGEST_RANGE) return undefined;
  for (let rest = range; rest !== ''; rest = withoutLastSubtag(rest)) {
    const found = languages.find((language) => language.toLowerCase() === rest);
    if (found !== undefined) return found;
  }
  return languages.find((language) => covers(range, language));
}

/** No tag ends in a single letter, so it makes no difference that RFC 4647 takes one away together with what it introduces. */
function withoutLastSubtag(range: string): string {
  return range.slice(0, Math.max(range.lastIndexOf('-'), 0));
}

/** Basic filtering (RFC 4647 section 3.3.1). */
function covers(range: string, language: Language): boolean {
  return `${language.toLowerCase()}-`.startsWith(`${range}-`);
}

/** The most specific range that covers a language has the last word. */
function isRefused(language: Language, ranges: readonly Range[]): boolean {
  const covering = ranges.filter(({ value }) => value === '*' || covers(value, language));
  const length = ({ value }: Range) => (value === '*' ? 0 : value.length);
  const longest = Math.max(...covering.map(length));
  const deciding = covering.filter((range) => length(range) === longest);
  return deciding.length > 0 && deciding.every(({ q }) => q === 0);
}

function isNamed(language: Language, ranges: readonly Range[]): boolean {
  return ranges.some(({ value }) => covers(value, language));
}

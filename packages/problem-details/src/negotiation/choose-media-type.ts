import { parseQualityList, type QualityItem } from './parse-quality-list.js';

/**
 * The media type for an `Accept` header (RFC 9110 section 12.5.1): the most specific range that matches a type gives its
 * weight; among equal weights a type that is named beats one that only a wildcard covers, then the order of `offers`
 * decides. The first offer where the header is missing or accepts none of them: any answer beats none.
 */
export function chooseMediaType<T extends string>(
  header: string | undefined,
  offers: readonly [T, ...T[]],
): T {
  if (!header) return offers[0];
  const ranges = parseQualityList(header);
  let best: { readonly offer: T; readonly q: number; readonly precision: number } | undefined;
  for (const offer of offers) {
    const { q, precision } = weigh(offer, ranges);
    if (q === 0) continue;
    if (!best || q > best.q || (q === best.q && precision > best.precision)) best = { offer, q, precision };
  }
  return best?.offer ?? offers[0];
}

function weigh(offer: string, ranges: readonly QualityItem[]): { q: number; precision: number } {
  const matching = ranges.map((range) => ({ q: range.q, precision: precisionOf(range, offer) }));
  const precision = Math.max(0, ...matching.map((range) => range.precision));
  const weights = matching.filter((range) => range.precision === precision && precision > 0);
  return { precision, q: Math.max(0, ...weights.map(({ q }) => q)) };
}

/** 0 where a range does not match; a parameter other than the charset asks for something that is not offered. */
function precisionOf({ value, parameters }: QualityItem, offer: string): number {
  if (parameters.some((parameter) => !/^charset\s*=\s*"?utf-?8"?$/.test(parameter))) return 0;
  if (value === offer) return 3;
  if (value === `${offer.split('/')[0]}/*`) return 2;
  return value === '*/*' ? 1 : 0;
}

/**
 * The only labels that Google allows, "Advertisements" and "Sponsored Links", and what they are in other languages
 * (https://support.google.com/adsense/answer/1346295). "Advertisement", "Ad" and "Sponsored" are not among them.
 */
export const AD_LABELS = {
  en: ['Advertisements', 'Sponsored Links'],
  ko: ['광고', '스폰서 링크'],
  ja: ['広告', 'スポンサーリンク'],
} as const satisfies Record<string, readonly string[]>;

const PERMITTED: ReadonlySet<string> = new Set(Object.values(AD_LABELS).flat().map(normalise));

/** Whether a text is one of `AD_LABELS`, in any case and spacing. */
export function isPermittedLabel(text: string): boolean {
  return PERMITTED.has(normalise(text));
}

function normalise(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

/** Languages of the pages, the first one for readers who ask for none of them. */
export const LANGUAGES = ['ko', 'en'] as const;

/** A language of the pages. */
export type Language = (typeof LANGUAGES)[number];

/** Whether a text names a language of the pages. */
export function isLanguage(text: unknown): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/** The language that `Accept-Language` likes best, by its weights (RFC 9110 section 12.5.4): `ko-KR` finds `ko`. */
export function chooseLanguage(acceptLanguage = ''): Language {
  const wishes = acceptLanguage.split(',').flatMap((entry) => {
    const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
    const language = tag.split('-')[0]?.trim();
    const weight = Number(/^\s*q=([\d.]+)\s*$/.exec(parameters[0] ?? 'q=1')?.[1] ?? 0);
    return isLanguage(language) && weight > 0 ? [{ language, weight }] : [];
  });
  const [best] = wishes.toSorted((a, b) => b.weight - a.weight);
  return best?.language ?? LANGUAGES[0];
}

/** One text in both languages. */
export interface LocalizedText {
  readonly en: string;
  readonly ko: string;
}

export type Language = keyof LocalizedText;

/** Korean where `--lang`, `LANGUAGE`, `LC_ALL` or `LANG` (in that order, the first that is set) begins with `ko`. */
export function chooseLanguage(env: Readonly<Record<string, string | undefined>>, wanted?: string): Language {
  const locale = [wanted, env['LANGUAGE'], env['LC_ALL'], env['LANG']].find((value) => value);
  return locale?.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

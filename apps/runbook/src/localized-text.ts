/** The same for both languages that people read. */
export interface LocalizedText {
  readonly ko: string;
  readonly en: string;
}

/** One of the languages of `LocalizedText`. */
export type Language = keyof LocalizedText;

/** One sentence in each language that people read. */
export interface LocalizedSentence {
  readonly ko: string;
  readonly en: string;
}

/** A language of the sentences. */
export type AdLanguage = keyof LocalizedSentence;

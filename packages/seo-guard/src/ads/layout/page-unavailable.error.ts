import type { LocalizedSentence } from '../localized-sentence.js';

/** A page that cannot be judged. */
export class PageUnavailableError extends Error {
  override readonly name = 'PageUnavailableError';
  readonly text: LocalizedSentence;

  constructor(
    readonly url: string,
    /** Status that it answers; `undefined` for a page that does not load. */
    readonly status: number | undefined,
    options?: ErrorOptions,
  ) {
    const text = {
      en: status ? `${url} answers ${status}; there is no page to check.` : `${url} does not load.`,
      ko: status
        ? `${url} 주소가 ${status}을(를) 응답하여 확인할 페이지가 없습니다.`
        : `${url} 페이지를 불러올 수 없습니다.`,
    };
    super(text.en, options);
    this.text = text;
  }
}

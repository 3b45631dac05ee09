import type { PictureLanguage } from '../../pictures/picture.js';

const NAMES = { ko: '두 사람의 비교 리포트.pdf', en: 'Couple report.pdf' } as const;

/**
 * `Content-Disposition` of a report: shown, and saved under a name in its language. No partner's name is in it: files lie around.
 * https://www.rfc-editor.org/rfc/rfc6266
 */
export function pdfDisposition(language: PictureLanguage): string {
  return `inline; filename="couple-report.pdf"; filename*=UTF-8''${encodeURIComponent(NAMES[language])}`;
}

import type { Language } from './language.js';

/** A day as people write it, in Korea: where the product is at home. */
export function dayOf(date: Date, language: Language): string {
  return date.toLocaleDateString(language, { month: 'long', day: 'numeric', timeZone: 'Asia/Seoul' });
}

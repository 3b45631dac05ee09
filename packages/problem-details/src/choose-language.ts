import Negotiator from 'negotiator';
import type { Language } from './problem-definition.js';

/**
 * The language for an `Accept-Language` header (RFC 9110 section 12.5.4): by q-value, then by order; the default where the
 * header names neither language, unless it refuses the default with `q=0`.
 */
export function chooseLanguage(header: string | undefined, defaultLanguage: Language): Language {
  if (!header) return defaultLanguage;
  const languages: readonly Language[] = defaultLanguage === 'ko' ? ['ko', 'en'] : ['en', 'ko'];
  // The weak wildcard keeps languages that the header leaves out as a last choice, behind every one it names.
  const accepted = `${header}, *;q=0.0001`;
  const [best] = new Negotiator({ headers: { 'accept-language': accepted } }).languages(languages);
  return languages.find((language) => language === best) ?? defaultLanguage;
}

import { wellFormed, type MatrixCase } from './matrix-case.js';

const ACCEPT: Readonly<Record<string, string>> = {
  'problem-json': 'application/problem+json',
  json: 'application/json',
  any: '*/*',
  html: 'text/html,application/xhtml+xml;q=0.9',
  image: 'image/png',
  'nothing-at-all': '*/*;q=0',
  malformed: ';;q=,/,,',
};

const ACCEPT_LANGUAGE: Readonly<Record<string, string>> = {
  unknown: 'tlh',
  any: '*',
  'nothing-at-all': '*;q=0',
  malformed: ';;q=,--,,',
  long: Array.from({ length: 300 }, (_, index) => `x-a${index};q=0.${index}`).join(','),
};

/** An error is told whatever the client accepts (RFC 9110 section 12.5.1): 404, never 406. */
export const NEGOTIATION_CASES: readonly MatrixCase[] = [
  ...Object.entries(ACCEPT).map(([name, value]) => unknownPath(`accept-${name}`, 'accept', value)),
  ...Object.entries(ACCEPT_LANGUAGE).map(([name, value]) =>
    unknownPath(`accept-language-${name}`, 'accept-language', value),
  ),
];

/** A case for each language that the app speaks. */
export function languageCases(languages: readonly string[]): readonly MatrixCase[] {
  return languages.map((language) => ({
    ...unknownPath(`language-${language}`, 'accept-language', language),
    language,
  }));
}

function unknownPath(name: string, header: string, value: string): MatrixCase {
  const shown = value.length > 40 ? `${value.slice(0, 40)}…` : value;
  return {
    name,
    title: `answers an unknown path to ${header}: ${shown}`,
    statuses: [404],
    request: (context) => wellFormed(context, '/no-such-path', { headers: { [header]: value } }),
  };
}

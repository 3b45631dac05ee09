import type { RobotsPattern } from '../site-files/robots-txt/robots-pattern.js';
import { Automaton, noneOf, oneOf } from './automaton.js';
import { AutomatonReader } from './automaton-reader.js';
import type { Language } from './language.js';
import { RememberingReader } from './remembering-reader.js';

/** What a line matches. */
export function lineLanguage(pattern: RobotsPattern): Language {
  return robotsLanguage(pattern, (automaton, character) => automaton.one(oneOf(character)));
}

/**
 * What a line is meant for: what it matches, in upper and lower case and with repeated slashes. Rules match all of these, and
 * no `Allow` lines could name all of them.
 */
export function meantLanguage(pattern: RobotsPattern): Language {
  return robotsLanguage(pattern, (automaton, character) => {
    automaton.one(oneOf(character.toLowerCase() + character.toUpperCase()));
    if (character === '/') automaton.many(oneOf('/'));
  });
}

type Append = (automaton: Automaton, character: string) => unknown;

function robotsLanguage({ segments, anchored }: RobotsPattern, append: Append): Language {
  const automaton = new Automaton();
  for (const [index, segment] of segments.entries()) {
    if (index > 0) automaton.many(noneOf(''));
    for (const character of segment) append(automaton, character);
  }
  if (!anchored) automaton.many(noneOf(''));
  const start = RememberingReader.of(new AutomatonReader(automaton));
  return { alphabet: automaton.alphabet, begin: () => start };
}

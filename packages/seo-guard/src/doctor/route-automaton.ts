import { parse, type Token } from 'path-to-regexp';
import { canonicalTarget } from '../site-files/robots-txt/robots-pattern.js';
import { Automaton, noneOf, oneOf } from './automaton.js';

/**
 * Accepts the paths with their query, percent-encoded as robots.txt compares them, that a rule of the table can match: also
 * with repeated slashes, percent-encoding, other case and a `;` behind it. It may accept more than the table, never less.
 */
export function routeAutomaton(path: string): Automaton {
  const automaton = new Automaton();
  // As the table reads it: an encoded letter is the letter.
  const readable = path.replace(/(?:%[89a-f][0-9a-f])+/gi, decodeURIComponent);
  appendTokens(automaton, parse(readable).tokens);
  return automaton
    .thenMaybe(appendSlash)
    .thenMaybe((cut) => appendCharacter(cut, ';').thenAny(noneOf('?')))
    .thenMaybe((query) => query.then(oneOf('?')).thenAny(noneOf('')));
}

function appendTokens(automaton: Automaton, tokens: readonly Token[]): void {
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
        for (const character of token.value) {
          if (character === '/') appendSlash(automaton);
          else appendCharacter(automaton, character);
        }
        break;
      case 'param':
        automaton.thenAny(noneOf('/?'));
        break;
      case 'wildcard':
        automaton.thenAny(noneOf('?'));
        break;
      case 'group':
        automaton.thenMaybe((group) => appendTokens(group, token.tokens));
        break;
      default:
        token satisfies never;
    }
  }
}

/** The table reads several slashes, encoded ones and backslashes as one slash. */
function appendSlash(automaton: Automaton): Automaton {
  const slash = (way: Automaton) => appendOneOf(way, ['/', '%2F', '%5C']);
  slash(automaton);
  // As many more as there are.
  return automaton.thenRepeat(slash);
}

/** A character as it stands, percent-encoded where that is another form of it, in upper and lower case. */
function appendCharacter(automaton: Automaton, character: string): Automaton {
  const cases = [character, character.toLowerCase(), character.toUpperCase()];
  return appendOneOf(automaton, cases.flatMap((one) => [canonicalTarget(one), canonicalTarget(encoded(one))])); // prettier-ignore
}

function encoded(text: string): string {
  return Array.from(Buffer.from(text), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}

function appendOneOf(automaton: Automaton, texts: readonly string[]): Automaton {
  const ways = [...new Set(texts)].map((text) => (way: Automaton) => {
    for (const character of text) way.then(oneOf(character));
  });
  return automaton.thenEither(...ways);
}

import { parse, type Token } from 'path-to-regexp';
import { canonicalTarget } from '../site-files/robots-txt/robots-pattern.js';
import { Automaton, noneOf, oneOf } from './automaton.js';
import type { Language } from './language.js';
import { RememberingReader } from './remembering-reader.js';
import { RouteReader } from './route-reader.js';

/** What a rule of the table matches, in each of the ways in which the table reads a path. */
export function routeLanguage(path: string): Language {
  const automaton = new Automaton();
  // As the table has it: an encoded letter is the letter.
  const readable = path.replace(/(?:%[89a-f][0-9a-f])+/gi, decodeURIComponent);
  const { tokens } = parse(readable);
  appendTokens(automaton, tokens);
  automaton.maybe((slash) => slash.one(oneOf('/')));
  const alphabet = [...'/;?', ...literals(tokens).flatMap((text) => bothCases(text).flatMap((one) => [...canonicalTarget(one)]))]; // prettier-ignore
  const start = RememberingReader.of(RouteReader.of(automaton));
  return { alphabet, begin: () => start };
}

/** Over the octets of a decoded path, each as the character of its number. */
function appendTokens(automaton: Automaton, tokens: readonly Token[]): void {
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
        for (const character of token.value) appendCharacter(automaton, character);
        break;
      case 'param':
        automaton.many(noneOf('/'));
        break;
      case 'wildcard':
        automaton.many(noneOf(''));
        break;
      case 'group':
        automaton.maybe((group) => appendTokens(group, token.tokens));
        break;
      default:
        token satisfies never;
    }
  }
}

function appendCharacter(automaton: Automaton, character: string): void {
  const ways = bothCases(character).map((one) => (way: Automaton) => {
    for (const octet of Buffer.from(one).toString('latin1')) way.one(oneOf(octet));
  });
  automaton.either(...ways);
}

/** Rules match without regard to case. */
function bothCases(text: string): readonly string[] {
  return [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
}

function literals(tokens: readonly Token[]): readonly string[] {
  return tokens.flatMap((token) => {
    if (token.type === 'group') return literals(token.tokens);
    return token.type === 'text' ? [token.value] : [];
  });
}

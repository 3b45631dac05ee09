import { parse, type Token } from 'path-to-regexp';
import { canonicalTarget } from '../site-files/robots-txt/robots-pattern.js';
import { Automaton, noneOf, oneOf } from './automaton.js';
import type { Language } from './language.js';
import type { Spelling } from './path-reading.js';
import { RememberingReader } from './remembering-reader.js';
import { RouteReader } from './route-reader.js';

/**
 * What a rule of the table matches: paths spelled as the rule is, or also those in other case, with repeated slashes and
 * encoded separators, as the table reads a path.
 */
export function routeLanguage(path: string, spelling: Spelling): Language {
  const automaton = new Automaton();
  // As the table has it: an encoded letter is the letter.
  const readable = path.replace(/(?:%[89a-f][0-9a-f])+/gi, decodeURIComponent);
  const { tokens } = parse(readable);
  const cases = spelling === 'written' ? (text: string) => [text] : bothCases;
  appendTokens(automaton, tokens, cases);
  automaton.maybe((slash) => slash.one(oneOf('/')));
  const alphabet = [...'/;?', ...literals(tokens).flatMap((text) => cases(text).flatMap((one) => [...canonicalTarget(one)]))]; // prettier-ignore
  const start = RememberingReader.of(RouteReader.of(automaton, spelling));
  return { alphabet, begin: () => start };
}

type Cases = (text: string) => readonly string[];

/** Over the octets of a decoded path, each as the character of its number. */
function appendTokens(automaton: Automaton, tokens: readonly Token[], cases: Cases): void {
  for (const token of tokens) {
    switch (token.type) {
      case 'text':
        for (const character of token.value) appendCharacter(automaton, cases(character));
        break;
      case 'param':
        automaton.many(noneOf('/'));
        break;
      case 'wildcard':
        automaton.many(noneOf(''));
        break;
      case 'group':
        automaton.maybe((group) => appendTokens(group, token.tokens, cases));
        break;
      default:
        token satisfies never;
    }
  }
}

function appendCharacter(automaton: Automaton, cases: readonly string[]): void {
  const ways = cases.map((one) => (way: Automaton) => {
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

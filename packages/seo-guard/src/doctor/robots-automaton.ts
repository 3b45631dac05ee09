import type { RobotsPattern } from '../site-files/robots-txt/robots-pattern.js';
import { Automaton, noneOf, oneOf } from './automaton.js';

/** Accepts the paths with their query that a line of robots.txt matches. */
export function robotsAutomaton({ segments, anchored }: RobotsPattern): Automaton {
  const automaton = new Automaton();
  for (const [index, segment] of segments.entries()) {
    if (index > 0) automaton.thenAny(noneOf(''));
    for (const character of segment) automaton.then(oneOf(character));
  }
  return anchored ? automaton : automaton.thenAny(noneOf(''));
}

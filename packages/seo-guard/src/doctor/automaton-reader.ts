import type { Automaton, Position } from './automaton.js';
import type { Reader } from './language.js';

/** Reads a path by an automaton, character by character. */
export class AutomatonReader implements Reader {
  readonly key: string;

  constructor(
    private readonly automaton: Automaton,
    private readonly position: Position = automaton.start,
  ) {
    this.key = position.join();
  }

  get accepts(): boolean {
    return this.automaton.accepts(this.position);
  }

  get fate(): Reader['fate'] {
    if (this.position.length === 0) return 'never';
    return this.automaton.acceptsAllAfter(this.position) ? 'always' : 'open';
  }

  read(character: string): Reader {
    return new AutomatonReader(this.automaton, this.automaton.move(this.position, character));
  }
}

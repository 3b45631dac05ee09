import type { Automaton, Position } from './automaton.js';
import type { Reader } from './language.js';
import { beginReadings, readNext, type PathReading, type Spelling } from './path-reading.js';

interface RouteState {
  /** Where the automaton is in each reading of the path. */
  readonly at: readonly Position[];
  readonly readings: readonly PathReading[];
  /** A reading that ended at a `;` was accepted. */
  readonly accepted: boolean;
  /** What comes is the query, which rules do not look at. */
  readonly inQuery: boolean;
}

/** Reads a path in several ways at once: it belongs to a rule if one of them does. */
export class RouteReader implements Reader {
  readonly key: string;

  private constructor(
    private readonly automaton: Automaton,
    private readonly state: RouteState,
  ) {
    const { at, readings, accepted, inQuery } = state;
    const parts = readings.map(
      ({ pending, afterSlash, afterCut }, index) => `${at[index]?.join()}${pending}${afterSlash}${afterCut}`,
    );
    this.key = `${parts.join('|')}${accepted}${inQuery}`;
  }

  /** Before the first character of a path. */
  static of(automaton: Automaton, spelling: Spelling): RouteReader {
    const readings = beginReadings(spelling);
    const at = readings.map(() => automaton.start);
    return new RouteReader(automaton, { at, readings, accepted: false, inQuery: false });
  }

  get accepts(): boolean {
    const { at, readings, accepted } = this.state;
    return accepted || readings.some((reading, index) => this.automaton.accepts(this.walk(at[index] ?? [], reading.pending))); // prettier-ignore
  }

  get fate(): Reader['fate'] {
    const { at, accepted, inQuery } = this.state;
    if (accepted) return 'always';
    if (inQuery) return this.accepts ? 'always' : 'never';
    return at.every((position) => position.length === 0) ? 'never' : 'open';
  }

  read(character: string): Reader {
    if (this.state.inQuery) return this;
    if (character === '?') return new RouteReader(this.automaton, { ...this.state, inQuery: true });
    let { accepted } = this.state;
    const read = this.state.readings.map((reading, index) => {
      const { next, octets } = readNext(reading, character);
      const position = this.state.at[index] ?? [];
      const cut = reading.afterCut ? -1 : octets.indexOf(';');
      accepted ||= cut >= 0 && this.automaton.accepts(this.walk(position, octets.slice(0, cut)));
      return {
        next: { ...next, afterCut: reading.afterCut || cut >= 0 },
        position: this.walk(position, octets),
      };
    });
    const readings = read.map(({ next }) => next);
    return new RouteReader(this.automaton, { ...this.state, at: read.map(({ position }) => position), readings, accepted }); // prettier-ignore
  }

  private walk(position: Position, octets: string): Position {
    return [...octets].reduce((at, octet) => this.automaton.move(at, octet), position);
  }
}

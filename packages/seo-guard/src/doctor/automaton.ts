/** The characters of one step: these, or all but these. */
export interface Step {
  readonly characters: string;
  readonly except: boolean;
}

/** Any one of the characters. */
export const oneOf = (characters: string): Step => ({ characters, except: false });
/** Any character but these. */
export const noneOf = (characters: string): Step => ({ characters, except: true });

interface Node {
  readonly steps: { readonly by: Step; readonly to: number }[];
  /** Nodes that are reached without a character. */
  readonly skips: number[];
}

/** Where a text can be in an automaton: nodes in ascending order. */
export type Position = readonly number[];

/**
 * A nondeterministic finite automaton over the characters of paths, built from left to right: each method continues at the
 * end of what is there.
 */
export class Automaton {
  private readonly nodes: Node[] = [{ steps: [], skips: [] }];
  private end = 0;

  /** Characters that it tells apart from others. */
  get alphabet(): readonly string[] {
    return this.nodes.flatMap(({ steps }) => steps.flatMap(({ by }) => [...by.characters]));
  }

  get start(): Position {
    return this.close([0]);
  }

  /** Then one character. */
  one(by: Step): this {
    const from = this.end;
    this.nodes[from]?.steps.push({ by, to: this.add() });
    return this;
  }

  /** Then any number of such characters, none included. */
  many(by: Step): this {
    this.nodes[this.end]?.skips.push(this.add());
    this.nodes[this.end]?.steps.push({ by, to: this.end });
    return this;
  }

  /** Then one of these ways. */
  either(...ways: readonly ((automaton: this) => unknown)[]): this {
    const from = this.end;
    const ends = ways.map((way) => {
      this.nodes[from]?.skips.push(this.add());
      way(this);
      return this.end;
    });
    const join = this.add();
    for (const end of ends) this.nodes[end]?.skips.push(join);
    return this;
  }

  /** Then this, or nothing. */
  maybe(way: (automaton: this) => unknown): this {
    return this.either(way, () => {});
  }

  /** Where a text is after one more character. */
  move(position: Position, character: string): Position {
    const reached = position.flatMap((at) => this.nodes[at]?.steps ?? []);
    return this.close(
      reached.filter(({ by }) => by.characters.includes(character) !== by.except).map(({ to }) => to),
    );
  }

  accepts(position: Position): boolean {
    return position.includes(this.end);
  }

  /** Whether it accepts here and whatever comes after. */
  acceptsAllAfter(position: Position): boolean {
    return this.accepts(position) && this.endsWithAnything();
  }

  private endsWithAnything(): boolean {
    const steps = this.nodes[this.end]?.steps ?? [];
    return steps.some(({ by, to }) => to === this.end && by.except && by.characters === '');
  }

  private add(): number {
    this.end = this.nodes.push({ steps: [], skips: [] }) - 1;
    return this.end;
  }

  private close(reached: readonly number[]): Position {
    const closed = new Set(reached);
    for (const at of closed) for (const next of this.nodes[at]?.skips ?? []) closed.add(next);
    // What else it could be no longer matters, and fewer positions are fewer to search.
    if (closed.has(this.end) && this.endsWithAnything()) return [this.end];
    return [...closed].toSorted((a, b) => a - b);
  }
}

import type { Reader } from './language.js';

/** A reader that works out each step once: a search comes by the same places again and again. */
export class RememberingReader implements Reader {
  private readonly steps = new Map<string, Reader>();
  readonly accepts: boolean;
  readonly fate: Reader['fate'];

  private constructor(
    private readonly reader: Reader,
    /** Shorter than that of the reader, and as good. */
    readonly key: string,
    private readonly known: Map<string, RememberingReader>,
  ) {
    this.accepts = reader.accepts;
    this.fate = reader.fate;
  }

  /** The same reader, remembered among those of its language. */
  static of(reader: Reader, known = new Map<string, RememberingReader>()): RememberingReader {
    const found = known.get(reader.key) ?? new RememberingReader(reader, `${known.size}`, known);
    known.set(reader.key, found);
    return found;
  }

  read(character: string): Reader {
    const known = this.steps.get(character);
    if (known) return known;
    const next = RememberingReader.of(this.reader.read(character), this.known);
    this.steps.set(character, next);
    return next;
  }
}

/** A part of a typeface in a file of its own, for some characters. */
interface FontSlice {
  readonly file: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** The slices of a typeface that is cut by `unicode-range` (CSS Fonts Level 4, section 4.5). */
export class FontSlices {
  private readonly slices: readonly FontSlice[];
  private readonly known = new Map<number, string | undefined>();

  /** @param css `@font-face` rules, each with one `url()` and a `unicode-range` */
  constructor(css: string) {
    this.slices = [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].map(([, rule = '']) => ({
      file: /url\((?:\.\/)?([^)]+)\)/.exec(rule)?.[1] ?? '',
      ranges: rangesIn(/unicode-range:\s*([^;]+)/.exec(rule)?.[1] ?? ''),
    }));
  }

  /**
   * The files in which the characters of a text are, those first that most of its different characters are in.
   * @param most at most so many
   */
  filesFor(text: string, most: number): readonly string[] {
    const counts = new Map<string, number>();
    for (const character of new Set(text)) {
      const file = this.fileOf(character.codePointAt(0) ?? 0);
      if (file !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
    }
    return [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([file]) => file);
  }

  private fileOf(codePoint: number): string | undefined {
    if (this.known.has(codePoint)) return this.known.get(codePoint);
    const slice = this.slices.find(({ ranges }) =>
      ranges.some(([from, to]) => from <= codePoint && codePoint <= to),
    );
    this.known.set(codePoint, slice?.file);
    return slice?.file;
  }
}

function rangesIn(text: string): readonly (readonly [number, number])[] {
  return [...text.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(([, from = '', to = from]) => [
    Number.parseInt(from, 16),
    Number.parseInt(to, 16),
  ]);
}

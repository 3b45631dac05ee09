/** The slices of a typeface that is cut by `unicode-range` (CSS Fonts Level 4, section 4.5): a file for some characters each. */
export class FontSlices {
  private readonly files = new Map<number, string>();

  /** @param css `@font-face` rules, each with one `url()` and a `unicode-range` */
  constructor(css: string) {
    for (const [, rule = ''] of css.matchAll(/@font-face\s*\{([^}]*)\}/g)) {
      const file = /url\((?:\.\/)?([^)]+)\)/.exec(rule)?.[1] ?? '';
      for (const codePoint of rangesIn(/unicode-range:\s*([^;]+)/.exec(rule)?.[1] ?? ''))
        this.files.set(codePoint, file);
    }
  }

  /**
   * The files in which the characters of a text are, those first that most of its different characters are in.
   * @param most at most so many
   */
  filesFor(text: string, most: number): readonly string[] {
    const counts = new Map<string, number>();
    for (const character of new Set(text)) {
      const file = this.files.get(character.codePointAt(0) ?? 0);
      if (file !== undefined) counts.set(file, (counts.get(file) ?? 0) + 1);
    }
    return [...counts]
      .toSorted(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([file]) => file);
  }
}

function* rangesIn(text: string): Generator<number> {
  for (const [, from = '', to = from] of text.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)) {
    for (let codePoint = Number.parseInt(from, 16); codePoint <= Number.parseInt(to, 16); codePoint++)
      yield codePoint;
  }
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fontCoverage, type Coverage } from '../../../report/pdf/font-coverage.js';

const require = createRequire(import.meta.url);
const WEIGHTS = ['Regular', 'SemiBold', 'Bold'] as const;

/** The font of the cards, in every weight that they use; under the SIL Open Font License 1.1. */
export function cardFontFiles(): readonly string[] {
  const folder = join(dirname(require.resolve('pretendard/package.json')), 'dist', 'public', 'static');
  return WEIGHTS.map((weight) => join(folder, `Pretendard-${weight}.otf`));
}

/** What it has glyphs for; the same for every weight. */
export function cardFontCoverage(): Coverage {
  const [regular = ''] = cardFontFiles();
  return fontCoverage(readFileSync(regular));
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fontCoverage, type Coverage } from '../../../report/pdf/font-coverage.js';

const require = createRequire(import.meta.url);
const WEIGHTS = { 400: 'Regular', 600: 'SemiBold', 700: 'Bold' } as const;

/** The font of the cards by weight, those that they use; under the SIL Open Font License 1.1. */
export function cardFontFiles(): Readonly<Record<keyof typeof WEIGHTS, string>> {
  const folder = join(dirname(require.resolve('pretendard/package.json')), 'dist', 'public', 'static');
  const file = (weight: keyof typeof WEIGHTS) => join(folder, `Pretendard-${WEIGHTS[weight]}.otf`);
  return { 400: file(400), 600: file(600), 700: file(700) };
}

/** What it has glyphs for; the same for every weight. */
export function cardFontCoverage(): Coverage {
  return fontCoverage(readFileSync(cardFontFiles()[400]));
}

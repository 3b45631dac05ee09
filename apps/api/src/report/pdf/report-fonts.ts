import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fontCoverage, type Coverage } from './font-coverage.js';

const require = createRequire(import.meta.url);

/** The fonts of the PDF, by the order in which they are tried; both under the SIL Open Font License 1.1. */
export const FONT_FAMILIES = ['Pretendard', 'Noto Emoji'] as const;

const TEXT = ['Regular', 'SemiBold', 'Bold'].map((weight) => `Pretendard-${weight}.otf`);
const EMOJI = 'NotoEmoji_400Regular.ttf';

/** Where their files are. */
export function fontFiles(): readonly string[] {
  return [...TEXT.map(textFile), emojiFile()];
}

/** What the font of the text has glyphs for; it is the same for every weight. */
export function textCoverage(): Coverage {
  return fontCoverage(readFileSync(textFile('Pretendard-Regular.otf')));
}

/** What the font of emoji has glyphs for. */
export function emojiCoverage(): Coverage {
  return fontCoverage(readFileSync(emojiFile()));
}

const textFile = (file: string) =>
  join(dirname(require.resolve('pretendard/package.json')), 'dist', 'public', 'static', file);
const emojiFile = () =>
  join(dirname(require.resolve('@expo-google-fonts/noto-emoji/package.json')), '400Regular', EMOJI);

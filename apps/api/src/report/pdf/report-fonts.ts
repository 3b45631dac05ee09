import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fontCoverage, type Coverage } from './font-coverage.js';

const require = createRequire(import.meta.url);
const folderOf = (name: string) => dirname(require.resolve(`${name}/package.json`));

/** The fonts of the PDF, by the order in which they are tried; both under the SIL Open Font License 1.1. */
export const FONT_FAMILIES = ['Pretendard', 'Noto Emoji'] as const;

const TEXT = ['Regular', 'SemiBold', 'Bold'].map((weight) => `Pretendard-${weight}.otf`);
const EMOJI = 'NotoEmoji_400Regular.ttf';

/** Where their files are. */
export function fontFiles(): readonly string[] {
  const text = join(folderOf('pretendard'), 'dist', 'public', 'static');
  return [
    ...TEXT.map((file) => join(text, file)),
    join(folderOf('@expo-google-fonts/noto-emoji'), '400Regular', EMOJI),
  ];
}

/** What they have glyphs for. */
export function fontCoverages(): readonly Coverage[] {
  return fontFiles().map((file) => fontCoverage(readFileSync(file)));
}

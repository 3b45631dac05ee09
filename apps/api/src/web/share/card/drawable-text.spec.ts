import { expect, it } from 'vitest';
import { cardFontCoverage } from './card-fonts.js';
import { CARD_WORDS } from './card-words.js';
import { drawableText } from './drawable-text.js';

const covers = cardFontCoverage();

it.each([
  ['하나', '하나'],
  ['하나'.normalize('NFD'), '하나'],
  ['하나👩‍👩‍👧‍👦', '하나'],
  ['a\u202Eb\u200Dc\u0000', 'abc'],
  ['مرحبا', ''],
  ['Zoë', 'Zoë'],
])('draws of %j: %j', (text, drawn) => {
  expect(drawableText(text, covers)).toBe(drawn);
});

it('has a glyph for every word of the cards', () => {
  const texts = Object.values(CARD_WORDS).flatMap((words) =>
    Object.values(words).flatMap(
      (value) =>
      typeof value === 'function' ? [value('0123456789.')] : typeof value === 'string' ? [value] : Object.values(value).flat(), // prettier-ignore
    ),
  );
  for (const text of [...texts, '●', '■', '·', '…']) expect(drawableText(text, covers)).toBe(text.trim());
});

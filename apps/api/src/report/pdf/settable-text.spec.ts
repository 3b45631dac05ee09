import { describe, expect, it } from 'vitest';
import { emojiCoverage, textCoverage } from './report-fonts.js';
import { plainText, settableText } from './settable-text.js';

const fonts = [textCoverage(), emojiCoverage()];

describe('settableText', () => {
  it.each([
    ['하나 Hana', '하나 Hana'],
    [' 하나ไทย ', '하나'],
    ['🐰하나❤️', '🐰하나❤️'],
    ['👩‍❤️‍👩', '👩‍❤️‍👩'],
    ['\u202Eabc\u2069', 'abc'],
    ['\u200B', ''],
    ['漢字', ''],
    ['e\u0301', 'e\u0301'],
    ['\u0000하\r\n나\u007F', '하나'],
  ])('of %j is %j', (text, expected) => expect(settableText(text, fonts)).toBe(expected));
});

describe('plainText', () => {
  it.each([
    ['하나🐰', '하나'],
    ['1️⃣2', '2'],
    ['e\u0301', 'é'],
    ['a\u200Db', 'b'],
    ['\u0000하\n나', '하나'],
    ['👍', ''],
  ])('of %j is %j', (text, expected) => expect(plainText(text, textCoverage())).toBe(expected));
});

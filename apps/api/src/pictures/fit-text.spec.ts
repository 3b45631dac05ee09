import { describe, expect, it } from 'vitest';
import { inTwoLines, shortened, textWidth } from './fit-text.js';

describe('textWidth', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['하나', 4],
    ['日本', 4],
    ['👩‍❤️‍👩', 2],
    ['e\u0301', 1],
  ])('of %j is %d', (text, width) => expect(textWidth(text)).toBe(width));
});

describe('shortened', () => {
  it.each([
    ['하나', 4, '하나'],
    ['하나둘셋', 7, '하나둘…'],
    ['하나둘셋', 6, '하나…'],
    ['Hana Kim', 6, 'Hana…'],
    ['👩‍❤️‍👩👩‍❤️‍👩', 3, '👩‍❤️‍👩…'],
  ])('%j to %d is %j', (text, width, expected) => expect(shortened(text, width)).toBe(expected));
});

describe('inTwoLines', () => {
  it.each([
    ['관계 계획', 9, ['관계 계획']],
    ['다가서기와 거리 두기', 9, ['다가서기와', '거리 두기']],
    ['함께 그리는 미래', 9, ['함께', '그리는 미래']],
    ['Pursue/Distance', 9, ['Pursue/', 'Distance']],
    ['Incomprehensible', 9, ['Incomprehensible']],
  ])('%j within %d is %j', (text, width, lines) => expect(inTwoLines(text, width)).toEqual(lines));
});

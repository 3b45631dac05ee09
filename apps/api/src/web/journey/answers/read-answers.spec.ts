import { describe, expect, it } from 'vitest';
import { itemsOfPage } from './question-pages.js';
import { readAnswers } from './read-answers.js';

const page = (number: number) => itemsOfPage(number) ?? [];

describe('answers of a form', () => {
  it('are read for the items of the page and nothing else', () => {
    const form = { CS1: '0', CS2: '4', CS3: '1', CS4: '2', CS5: '3', CS6: '4', EA1: '4', _csrf: 'x' };
    expect(readAnswers(page(1), form)).toEqual([
      { code: 'CS1', value: 0 },
      { code: 'CS2', value: 4 },
      { code: 'CS3', value: 1 },
      { code: 'CS4', value: 2 },
      { code: 'CS5', value: 3 },
      { code: 'CS6', value: 4 },
    ]);
  });

  it.each(['', '5', '-1', '1.5', '010', ' 1', 'x', ['1', '2'], { a: 1 }, 3, undefined])(
    'leave out %o',
    (CS1) => {
      expect(readAnswers(page(1), { CS1, CS2: '1' })).toEqual([{ code: 'CS2', value: 1 }]);
    },
  );

  it('go up to 10 on the long scale only', () => {
    expect(readAnswers(page(8), { SF1: '10', SF2: '10' })).toEqual([{ code: 'SF1', value: 10 }]);
    expect(readAnswers(page(8), { SF1: '11' })).toEqual([]);
  });

  it('are none without a form', () => {
    expect(readAnswers(page(2), undefined)).toEqual([]);
    expect(readAnswers(page(2), null)).toEqual([]);
  });
});

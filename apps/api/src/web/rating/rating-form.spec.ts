import { SCALES } from '@couplekit/couple-core';
import { expect, it } from 'vitest';
import { ratingAnswers, readRatingForm } from './rating-form.js';

const full = Object.fromEntries(SCALES.map((scale, at) => [scale, String(at % 5)]));

it('a whole form has everything, in the order of the questions', () => {
  const read = readRatingForm({ relation: 'family', ...full, _csrf: 'x' });
  expect(read).toMatchObject({ relation: 'family', missing: [], values: { CS: 0, EA: 1, SF: 2 } });
  expect(ratingAnswers(read)).toEqual(SCALES.map((code, at) => ({ code, value: at % 5 })));
});

it.each(['5', '-1', '', ' 1', '1.5', '01', 1, ['1'], undefined])('%j is no answer', (value) => {
  expect(readRatingForm({ relation: 'friend', ...full, EA: value }).missing).toEqual(['EA']);
});

it.each(['boss', '', undefined, ['friend']])('%j is no relation', (relation) => {
  expect(readRatingForm({ ...full, relation }).missing).toEqual(['relation']);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DuplicateAnswerError, QuestionInvalidError, ResponsesMissingError } from './answer-errors.js';
import { isComplete, missingItems, readAnswers, requireEveryItem, sameAnswers } from './answers.js';
import { sameEverywhere } from './answer-sets.fixture.js';
import { findItem, ITEMS } from './questionnaire.js';

describe('readAnswers', () => {
  it.each([
    ['an unknown item', 'XX1', 1],
    ['an inherited property name', 'constructor', 1],
    ['lower case', 'cs1', 1],
    ['below the range', 'CS1', -1],
    ['above the range', 'CS1', 5],
    ['SF1 above its range', 'SF1', 11],
    ['a fraction', 'CS1', 1.5],
    ['NaN', 'CS1', Number.NaN],
  ])('refuses %s', (_, code, value) => {
    expect(() => readAnswers([{ code, value }])).toThrow(QuestionInvalidError);
  });

  it('names the item and its range, and at most 16 characters of an unknown one', () => {
    expect(() => readAnswers([{ code: 'SF1', value: 11 }])).toThrow(
      expect.objectContaining({ code: 'question-invalid', item: 'SF1', range: { min: 0, max: 10 } }),
    );
    expect(() => readAnswers([{ code: 'x'.repeat(99), value: 1 }])).toThrow(
      expect.objectContaining({ item: 'x'.repeat(16), range: undefined }),
    );
  });

  it('refuses an item answered twice, even with the same value', () => {
    const twice = [
      { code: 'EA2', value: 0 },
      { code: 'EA2', value: 0 },
    ];
    expect(() => readAnswers(twice)).toThrow(DuplicateAnswerError);
  });

  it('either keeps every answer as given or throws a named error', () => {
    const anyList = fc.array(
      fc.record({
        code: fc.oneof(fc.constantFrom(...ITEMS.map((i) => i.code)), fc.string()),
        value: fc.double(),
      }),
    );
    fc.assert(
      fc.property(anyList, (list) => {
        try {
          const answers = readAnswers(list);
          expect(Object.keys(answers)).toHaveLength(list.length);
          for (const { code, value } of list) {
            const item = findItem(code);
            expect(item && answers[item.code]).toBe(value);
          }
        } catch (error) {
          expect(error instanceof QuestionInvalidError || error instanceof DuplicateAnswerError).toBe(true);
        }
      }),
    );
  });
});

describe('complete sets', () => {
  const { RP4: _left, ...without } = sameEverywhere(1);

  it('lack nothing', () => {
    expect(isComplete(sameEverywhere(0))).toBe(true);
    expect(isComplete(without)).toBe(false);
    expect(missingItems(without)).toEqual(['RP4']);
  });

  it('are required by name', () => {
    expect(() => requireEveryItem({ a_self: sameEverywhere(1), b_guess: without })).toThrow(
      expect.objectContaining({ missing: [{ set: 'b_guess', items: ['RP4'] }] }),
    );
    expect(() => requireEveryItem({ a_self: without })).toThrow(ResponsesMissingError);
  });

  it('are the same only with the same items and values', () => {
    expect(sameAnswers(without, without)).toBe(true);
    expect(sameAnswers(without, sameEverywhere(1))).toBe(false);
    expect(sameAnswers({ CS1: 0 }, { CS1: 1 })).toBe(false);
  });
});

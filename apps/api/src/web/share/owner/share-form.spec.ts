import { expect, it } from 'vitest';
import { readShareForm } from './share-form.js';

it('shows nothing that was not ticked', () => {
  expect(readShareForm({})).toEqual({
    expiresInDays: 30,
    choices: { names: false, gap: false, radar: false, language: 'ko' },
  });
});

it.each(['names', 'gap', 'radar'] as const)('shows %s when it was ticked, and nothing else', (name) => {
  const shown = { names: false, gap: false, radar: false, language: 'en', [name]: true };
  expect(readShareForm({ [name]: 'yes', language: 'en' }).choices).toEqual(shown);
});

it.each([
  ['7', 7],
  ['90', 90],
  ['365', 30],
  [['7'], 30],
])('lets a link work for %s days: %s', (days, expected) => {
  expect(readShareForm({ days, language: ['en'] })).toMatchObject({
    expiresInDays: expected,
    choices: { language: 'ko' },
  });
});

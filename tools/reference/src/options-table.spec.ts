import { expect, it } from 'vitest';
import { optionsTable } from './options-table.ts';

const rowOf = (meaning: string, fallback = 'none') =>
  optionsTable('option', [{ name: 'x', meaning, fallback, declaration: undefined }]).split('\n')[2];

it.each([
  ['Where it runs.', 'where it runs'],
  ['A name: of few values.', 'a name: of few values'],
  ['Never on Sundays. Nor at night.', 'never on Sundays. Nor at night'],
  ['PostgreSQL only.', 'PostgreSQL only'],
  ['OAuth 2.0 client.', 'OAuth 2.0 client'],
  ['`false` for none.', '`false` for none'],
  ['See {@link Other}, `a|b`.', 'see `Other`, `a\\|b`'],
])('the sentence "%s" becomes the phrase "%s"', (sentence, phrase) => {
  expect(rowOf(sentence)).toBe(`| \`x\` | ${phrase} | none |`);
});

it.each([`'en'`, 'true', '[1, 5]', '{ words: 150 }', 'process.env', 'Date.now()', 'SpanKind.CONSUMER'])(
  'the default %s is code',
  (value) => {
    expect(rowOf('It.', value)).toBe(`| \`x\` | it | \`${value}\` |`);
  },
);

it.each([
  '30000',
  'none: nobody is an operator',
  '2 MiB',
  `'en', else the first`,
  '`LOG_LEVEL`, else `info`',
])('the default %s is words', (value) => {
  expect(rowOf('It.', value)).toBe(`| \`x\` | it | ${value} |`);
});

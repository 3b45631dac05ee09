import { expect, it } from 'vitest';
import type { Option } from './option.ts';
import { optionsMarkers, writeOptionsTables } from './options-document.ts';

const option = (name: string, meaning: string, fallback = 'none'): Option => ({
  name,
  meaning,
  fallback,
  declaration: undefined,
});

const document = (table: string) =>
  `# A package\n\n<!-- options: @couplekit/x/y XOptions -->\n${table}\n<!-- /options -->\n\nMore.\n`;

const rowsOf = (text: string) => text.split('\n').filter((line) => line.startsWith('| '));

it('finds which options a document has tables of', () => {
  expect(optionsMarkers(document(''))).toEqual([{ specifier: '@couplekit/x/y', name: 'XOptions' }]);
});

it('keeps the heading and the order of the rows, and puts a new option last', () => {
  const table =
    '| `forRoot` | meaning | default |\n| --- | --- | --- |\n| `b` | old | 1 |\n| `a` | old | 1 |';
  const options = [option('a', 'First.'), option('c', 'Third.'), option('b', 'Second.', 'required')];
  expect(rowsOf(writeOptionsTables(document(table), () => options))).toEqual([
    '| `forRoot` | meaning | default |',
    '| --- | --- | --- |',
    '| `b` | second | required |',
    '| `a` | first | none |',
    '| `c` | third | none |',
  ]);
});

it('keeps everything outside of a table', () => {
  const written = writeOptionsTables(document(''), () => [option('a', 'First.')]);
  expect(written.startsWith('# A package\n\n<!-- options: @couplekit/x/y XOptions -->\n\n| option ')).toBe(
    true,
  );
  expect(written.endsWith('| none |\n\n<!-- /options -->\n\nMore.\n')).toBe(true);
});

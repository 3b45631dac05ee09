import { expect, it } from 'vitest';
import { markdown } from './benchmark.js';

it('prints one table a section, and says whether the figures can be trusted', () => {
  const tables = [{ title: 'speed', columns: ['', 'per second'], rows: [['ours', 1234.5], ['theirs', 1.23456]] }]; // prettier-ignore
  expect(markdown({ pinned: false, tables })).toBe(
    [
      'speed',
      '',
      '|        | per second |',
      '| ------ | ---------- |',
      '| ours   | 1235       |',
      '| theirs | 1.23       |',
      '',
      'Medians; NOT pinned to cores.',
      '',
      '',
    ].join('\n'),
  );
});

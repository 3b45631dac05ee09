import { readFile } from 'node:fs/promises';
import { afterAll, expect, it } from 'vitest';
import { RFC9457_CHECKLIST } from '@couplekit/problem-details/testing';
import { reserve } from './readme-client.js';

process.env['PORT'] = '0';
const { app } = await import('./readme-app.js');
await import('./readme-matrix.js');

afterAll(() => app.close());

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

it('the client of the README is a file that runs', async () => {
  expect(await read('../README.md')).toContain(`\`\`\`ts\n${await read('./readme-client.ts')}\`\`\``);
  expect(await reserve(`${await app.getUrl()}/seats/7A`)).toBe('7A is taken.');
  expect(await reserve(`${await app.getUrl()}/nowhere`)).toBe('There is nothing at this address.');
});

it('the tests of the README are a file that runs, here', async () => {
  const shown = (await read('./readme-matrix.ts')).replace('./readme-app.js', './app.js');
  expect(await read('../README.md')).toContain(`\`\`\`ts\n${shown}\`\`\``);
});

it('the README shows the whole checklist', async () => {
  const rows = RFC9457_CHECKLIST.map(
    ({ id, name, level, text, section, url }) =>
      `| ${id} | ${name} | ${level} | ${text} | [${section}](${url}) |`,
  );
  expect((await read('../README.md')).replaceAll(/ {2,}/g, ' ')).toContain(rows.join('\n'));
});

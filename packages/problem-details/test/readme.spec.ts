import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { eventually } from '@couplekit/testkit';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const block = (readme: string, language: string) =>
  new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(readme)?.[1];

it('the app of the README is a file that runs, and answers what the README shows', async () => {
  const readme = await read('../README.md');
  expect(block(readme, 'ts')).toBe(await read('./readme-app.ts'));
  process.env['PORT'] = '0';
  const { app } = await import('./readme-app.js');
  try {
    const url = await eventually(() => app.getUrl());
    const [, path] = /localhost:3000(\/[^']*)/.exec(readme) ?? [];
    const response = await fetch(url + path, { headers: { 'accept-language': 'en' } });
    expect(await response.json()).toEqual(JSON.parse(block(readme, 'json') ?? ''));
  } finally {
    await app.close();
  }
});

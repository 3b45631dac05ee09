import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { eventually } from '@couplekit/testkit';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
const blocks = (readme: string, language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);

it('the app of the README is a file that runs, and answers what the README shows', async () => {
  const readme = await read('../README.md');
  expect(blocks(readme, 'ts')[0]).toBe(await read('./readme-app.ts'));
  process.env['PORT'] = '0';
  const { app } = await import('./readme-app.js');
  try {
    const url = await eventually(() => app.getUrl());
    const [, path] = /localhost:3000(\/[^']*)/.exec(readme) ?? [];
    const response = await fetch(url + path, { headers: { 'accept-language': 'en' } });
    const body = (await response.json()) as { type: string };
    expect(body).toEqual(JSON.parse(blocks(readme, 'json')[0] ?? ''));
    const page = await fetch(url + new URL(body.type).pathname);
    expect(await page.text()).toContain('<h1>Seat is taken</h1>');
  } finally {
    await app.close();
  }
});

it('the definitions of the README are a file that compiles, and pass the checks', async () => {
  expect(blocks(await read('../README.md'), 'ts')).toContain(await read('./readme-definitions.ts'));
  const { example, outOfCredit, quotaExceeded } = await import('./readme-definitions.js');
  const { ProblemRegistry } = await import('../src/index.js');
  const problems = [outOfCredit, quotaExceeded];
  const registry = new ProblemRegistry({ baseUri: 'https://api.example/problems/', problems });
  expect(problems.map((problem) => registry.typeOf(problem))).toEqual([
    'https://api.example/problems/out-of-credit',
    'https://iana.org/assignments/http-problem-types#quota-exceeded',
  ]);
  expect(example.occurrence.extensions).toEqual({ balance: 30, reason: 'empty' });
});

import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { eventually } from '@couplekit/testkit';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

it('the app with packs of the README is a file that runs, and answers what the README shows', async () => {
  const readme = await read('../../README.md');
  const [, section = ''] = readme.split('## Packs\n');
  expect(/```ts\n(.*?)```/s.exec(section)?.[1]).toBe(await read('./readme-app.ts'));
  const shown = /```json\n(.*?)```/s.exec(section)?.[1] ?? '';
  process.env['PORT'] = '0';
  const { app } = await import('./readme-app.js');
  try {
    const url = await eventually(() => app.getUrl());
    const response = await fetch(`${url}/members`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'ko' },
      body: JSON.stringify({ email: 'nobody', name: 'x' }),
    });
    expect(response.headers.get('x-ratelimit-limit-perminute')).toBe('60');
    expect(await response.json()).toEqual(JSON.parse(shown));
    const named = await fetch(`${url}/members/x`);
    expect(await named.json()).toMatchObject({ errors: [{ in: 'path', parameter: 'id' }] });
  } finally {
    await app.close();
  }
});

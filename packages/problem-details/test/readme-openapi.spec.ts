import { readFile } from 'node:fs/promises';
import { undeclaredProblems } from '@couplekit/problem-details/openapi';
import { expect, it } from 'vitest';

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

it('the app of the OpenAPI section is a file that runs, and declares what it answers', async () => {
  const readme = await read('../README.md');
  const section = readme.slice(readme.indexOf('## OpenAPI'));
  expect(/```ts\n(.*?)```/s.exec(section)?.[1]).toBe(await read('./readme-openapi.ts'));
  const { app, document } = await import('./readme-openapi.js');
  const undeclared = undeclaredProblems(app, document);
  await app.listen(0, '127.0.0.1');
  try {
    const url = await app.getUrl();
    const answers = [await fetch(`${url}/seats/7A`), await fetch(`${url}/seats/none`)];
    expect(answers.map(({ status }) => status)).toEqual([409, 404]);
    expect(Object.keys(document.paths['/seats/{seat}']?.get?.responses ?? {})).toEqual([
      '200',
      '404',
      '409',
      '500',
    ]);
    undeclared.assertNone();
  } finally {
    await app.close();
  }
});

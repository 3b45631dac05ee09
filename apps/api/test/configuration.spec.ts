import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..');

const read = (path: string) => readFile(join(REPOSITORY, path), 'utf8');

it('docs/configuration.md has every variable that the service reads, and no other', async () => {
  const source = await read('apps/api/src/api-config.ts');
  const used = new Set(source.match(/(?<=value\(')[A-Z_]+(?='\))/g));
  const [, table = ''] = /^(\| variable .*?)\n\n/ms.exec(await read('docs/configuration.md')) ?? [];
  const documented = table.match(/(?<=^\| `)[A-Z_]+(?=`)/gm);
  expect(used.size).toBeGreaterThan(10);
  expect(documented?.toSorted()).toEqual([...used, 'LOG_LEVEL'].toSorted());
});

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const ENTRY = import.meta.resolve('@couplekit/problem-details/client');

async function importGraph(entry: string): Promise<ReadonlyMap<string, string>> {
  const graph = new Map<string, string>();
  const open = [entry];
  for (let url = open.pop(); url !== undefined; url = open.pop()) {
    if (graph.has(url)) continue;
    const code = await readFile(new URL(url), 'utf8');
    graph.set(url, code);
    const specifiers = code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g);
    for (const [, specifier = ''] of specifiers) {
      expect(specifier, `imported by ${url}`).toMatch(/^\.\//);
      open.push(new URL(specifier, url).href);
    }
  }
  return graph;
}

it('imports nothing but itself, neither node: nor a package', async () => {
  const graph = await importGraph(ENTRY);
  expect(graph.size).toBeGreaterThan(10);
  const directory = new URL('.', ENTRY).href;
  expect([...graph.keys()].filter((url) => !url.startsWith(directory))).toEqual([]);
});

it('runs with the globals of the web only', async () => {
  const page = fileURLToPath(new URL('./page.mjs', import.meta.url));
  const options = ['--experimental-vm-modules', '--no-warnings', page, ENTRY];
  const { stdout } = await run(process.execPath, options);
  expect(JSON.parse(stdout)).toEqual({
    modules: (await importGraph(ENTRY)).size,
    type: 'https://api.example/seat-taken',
    isProblem: true,
    retryAfterMs: 7000,
    remaining: 1,
    xmlTitle: 'A',
    isError: true,
    message: '409 Conflict',
    bigSource: 'too-large',
  });
});

it('has types that need those of the DOM only', async () => {
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const options = ['--noEmit', '--ignoreConfig', '--strict', '--target', 'es2024', '--module', 'nodenext'];
  const web = ['--lib', 'es2024,dom', '--types', '', '--skipLibCheck', 'false'];
  const page = fileURLToPath(new URL('./page-types.ts', import.meta.url));
  const tsc = run(process.execPath, [join(dirname(typescript), 'bin/tsc'), ...options, ...web, page]);
  await expect(tsc.catch((error: { stdout: string }) => error)).resolves.toMatchObject({ stdout: '' });
});

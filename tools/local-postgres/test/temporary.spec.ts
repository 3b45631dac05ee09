import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { startTemporaryPostgres, type TemporaryPostgres } from '../src/index.js';
import { isPostmasterOf } from '../src/postmaster-process.js';
import { kill9, query } from './project.js';

it('goes away with its folder', async () => {
  const postgres = await startTemporaryPostgres();
  expect(await query(postgres.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
  await postgres.stop();
  expect(await isPostmasterOf(postgres.pid, postgres.dataDir)).toBe(false);
  await expect(readdir(dirname(postgres.dataDir))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('can be killed, and goes away all the same', async () => {
  await using postgres = await startTemporaryPostgres();
  await postgres.kill9();
  await expect(query(postgres.url, 'SELECT 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await postgres.stop();
  await expect(readdir(dirname(postgres.dataDir))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('comes back at the same address with everything that was committed', async () => {
  await using postgres = await startTemporaryPostgres();
  await query(postgres.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  for (let time = 0; time < 2; time++) {
    await postgres.kill9();
    await postgres.restart();
    expect(await query(postgres.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  }
  await postgres.stop();
  await expect(readdir(dirname(postgres.dataDir))).rejects.toMatchObject({ code: 'ENOENT' });
});

it.runIf(process.platform !== 'win32')('goes away with a process that is killed', async () => {
  const script = `import { startTemporaryPostgres } from '${new URL('../dist/index.js', import.meta.url).href}';
    console.log(JSON.stringify(await startTemporaryPostgres())); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const postgres = JSON.parse(line) as TemporaryPostgres;
  expect(await isPostmasterOf(postgres.pid, postgres.dataDir)).toBe(true);
  await kill9(child);
  // Well within the minute after which a server without its folder gives up by itself.
  while (await isAlive(postgres.pid)) await delay(20);
  while (await stat(dirname(postgres.dataDir)).then(() => true, () => false)) await delay(20); // prettier-ignore
});

async function isAlive(pid: number): Promise<boolean> {
  return promisify(execFile)('ps', ['-o', 'state=', '-p', String(pid)]).then(
    ({ stdout }) => !stdout.startsWith('Z'),
    () => false,
  );
}

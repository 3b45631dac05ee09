import { chmod, mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isPostmasterOf } from '../src/postmaster-process.js';
import { Project, query } from './project.js';

const isRoot = process.getuid?.() === 0;

it('keeps its data from one start to the next, in a folder with a space and Korean letters', async () => {
  await using project = await Project.create();
  const first = await project.start();
  await query(first.url, "CREATE TABLE kept AS SELECT '남음' AS word");
  await first.stop();
  expect(await isPostmasterOf(first.pid, first.dataDir)).toBe(false);
  const second = await project.start();
  expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: '남음' }]);
});

it('asks for a password, and keeps it where only the owner of the data reads it', async () => {
  await using project = await Project.create();
  const postgres = await project.start();
  const wrong = new URL(postgres.url);
  wrong.password = 'wrong';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
  const { mode } = await stat(join(postgres.dataDir, 'couplekit.password'));
  expect((mode & 0o777).toString(8)).toBe('600');
});

it('listens on 127.0.0.1 only and syncs its commits', async () => {
  await using project = await Project.withData();
  const { url } = await project.start();
  expect(new URL(url).hostname).toBe('127.0.0.1');
  const names = 'listen_addresses,unix_socket_directories,fsync,synchronous_commit,server_encoding';
  const settings = await query(
    url,
    `SELECT name, setting FROM pg_settings WHERE name = ANY(string_to_array('${names}', ',')) ORDER BY name`,
  );
  expect(settings).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'server_encoding', setting: 'UTF8' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'unix_socket_directories', setting: '' },
  ]);
});

it('removes what a killed initdb left behind', async () => {
  await using project = await Project.create();
  await mkdir(join(project.home, 'new-aBcDeF', 'data', 'base'), { recursive: true });
  const { url } = await project.start();
  expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect((await readdir(project.home)).toSorted()).toEqual(['data', 'postgres.log']);
});

it('works in a folder that only its owner may enter', async () => {
  await using project = await Project.create();
  await chmod(project.dir, 0o700);
  const first = await project.start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  await first.stop();
  const second = await project.start();
  expect(await query(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it.runIf(isRoot)('finds the data of a closed folder again after the folder moved', async () => {
  await using project = await Project.create();
  await using moved = await Project.create();
  await chmod(project.dir, 0o700);
  const first = await project.start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  await first.stop();
  await rename(join(project.dir, '.couplekit'), join(moved.dir, '.couplekit'));
  const second = await moved.start();
  expect(await query(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it.runIf(isRoot)('never removes data that got out of reach, and says how to reach it', async () => {
  await using project = await Project.withData();
  const first = await project.start();
  await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  await first.stop();
  await chmod(project.dir, 0o700);
  await expect(project.start()).rejects.toThrow(/out of reach .* open that folder \(chmod o\+x\), or set/);
  await chmod(project.dir, 0o755);
  const second = await project.start();
  expect(await query(second.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

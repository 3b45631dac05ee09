import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, it } from 'vitest';
import { LocalPostgresError, type LocalPostgres } from '../src/index.js';
import { isPostmasterOf } from '../src/postmaster-process.js';
import { ended, kill9, Project, query, type Owner } from './project.js';

it('tells a second start which living process has the database', async () => {
  await using project = await Project.withData();
  const owner = await project.ownerProcess();
  const second = project.start();
  await expect(second).rejects.toThrow(LocalPostgresError);
  await expect(second).rejects.toThrow(
    `in use by process ${owner.process.pid}; stop that one first, or set DATABASE_URL`,
  );
  expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  owner.process.kill('SIGTERM');
  await once(owner.process, 'exit');
  expect(await isPostmasterOf(owner.pid, owner.dataDir)).toBe(false);
});

it('starts as soon as another process has stopped, and says that it is in use until then', async () => {
  await using project = await Project.withData();
  const owner = await project.ownerProcess();
  owner.process.kill('SIGTERM');
  let next: LocalPostgres | undefined;
  while (!next)
    next = await project.start().catch(async (error: Error) => {
      // A process that is ending may not get to say which it is.
      expect(error.message).toMatch(new RegExp(`in use by (process ${owner.process.pid}|another process);`));
      await delay(1);
      return undefined;
    });
  expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('lets exactly one of several simultaneous first starts have it', async () => {
  await using project = await Project.create();
  const starts = await Promise.all([project.ownerProcess(), project.ownerProcess(), project.ownerProcess()]);
  expectOneOwner(starts);
  expect((await readdir(project.home)).toSorted()).toEqual(['data', 'postgres.log']);
});

it('lets exactly one of several simultaneous starts recover from a kill', async () => {
  await using project = await Project.withData();
  const killed = await project.ownerProcess();
  await query(killed.url, 'CREATE TABLE kept AS SELECT 1 AS one');
  await kill9(killed.process);
  process.kill(killed.pid, 'SIGKILL');
  const starts = await Promise.all([project.ownerProcess(), project.ownerProcess(), project.ownerProcess()]);
  const owner = expectOneOwner(starts);
  expect(await query(owner.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it('stays with its owner when sessions and the server itself are killed', async () => {
  await using project = await Project.withData();
  const { url, pid, dataDir } = await project.start();
  const crashing = new Client(url);
  crashing.on('error', () => undefined);
  await crashing.connect();
  const { rows } = await crashing.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  process.kill(rows[0]?.pid ?? 0, 'SIGKILL');
  await expect(project.start()).rejects.toThrow(`in use by process ${process.pid};`);
  process.kill(pid, 'SIGKILL');
  await ended({ pid, dataDir });
  await expect(project.start()).rejects.toThrow(`in use by process ${process.pid};`);
});

it('is in use by another process when that is too busy to say which', async () => {
  await using project = await Project.withData();
  const owner = await project.ownerProcess();
  owner.process.kill('SIGSTOP');
  await expect(project.start()).rejects.toThrow('in use by another process; stop that one first');
  owner.process.kill('SIGCONT');
});

function expectOneOwner(starts: readonly Owner[]): Owner {
  const [owner, ...others] = starts.filter(({ error }) => error === undefined);
  const errors = starts.flatMap(({ error }) => error ?? []);
  expect(errors).toEqual(
    Array.from({ length: starts.length - 1 }, () =>
      expect.stringMatching(new RegExp(`^LocalPostgresError: .* in use by process ${owner?.process.pid};`)),
    ),
  );
  expect(others).toEqual([]);
  if (!owner) throw new Error('no start won');
  return owner;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { LocalPostgres } from '../src/index.js';
import { findBinaries } from '../src/binaries.js';
import { postgresIdentity } from '../src/identity.js';
import { isPostmasterOf } from '../src/postmaster-process.js';
import { stopPostmaster } from '../src/stop-postmaster.js';
import { kill9, Project, query } from './project.js';

const isLinux = process.platform === 'linux';
const KEEP = 'CREATE TABLE kept AS SELECT 1 AS one';

it('takes the server over from an owner that was killed', async () => {
  await using project = await Project.withData();
  const killed = await project.ownerProcess();
  await query(killed.url, KEEP);
  await kill9(killed.process);
  const next = await project.start();
  expect(next.pid).toBe(killed.pid);
  expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await next.stop();
  expect(await isPostmasterOf(killed.pid, killed.dataDir)).toBe(false);
});

it('recovers when the server was killed with its owner', async () => {
  await using project = await Project.withData();
  const killed = await project.ownerProcess();
  await query(killed.url, KEEP);
  await kill9(killed.process);
  process.kill(killed.pid, 'SIGKILL');
  const next = await project.start();
  expect(next.pid).not.toBe(killed.pid);
  expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it('waits for a session that outlives the killed server', async () => {
  await using project = await Project.withData();
  const killed = await project.ownerProcess();
  await query(killed.url, KEEP);
  const busy = query(killed.url, 'SELECT count(*) FROM generate_series(1, 4000000)').catch(() => []);
  const running =
    "SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series(1, 4%'";
  while ((await query(killed.url, running)).length < 2) await delay(5);
  await kill9(killed.process);
  process.kill(killed.pid, 'SIGKILL');
  const next = await project.start();
  expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await busy;
});

it('is not fooled by the pid of another program', async () => {
  await using project = await Project.withData();
  await stopWithPidFileOf(project, process.pid);
  const next = await project.start();
  expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('is not fooled by the pid of another PostgreSQL', async () => {
  await using project = await Project.withData();
  await using other = await Project.withData();
  const bystander = await other.start();
  await stopWithPidFileOf(project, bystander.pid);
  const next = await project.start();
  expect(next.pid).not.toBe(bystander.pid);
  await next.stop();
  expect(await query(bystander.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it('starts over an empty pid file', async () => {
  await using project = await Project.withData();
  const first = await project.start();
  await first.stop();
  await writeFile(join(first.dataDir, 'postmaster.pid'), '');
  const next = await project.start();
  expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

it.runIf(isLinux)('recovers from a killed server that nobody reaps', async () => {
  await using project = await Project.withData();
  const first = await project.start();
  await query(first.url, KEEP);
  await first.stop();
  await using zombie = await zombieServer(first);
  expect(await readFile(`/proc/${zombie.pid}/stat`, 'utf8')).toContain('(postgres) Z');
  expect(await readFile(join(first.dataDir, 'postmaster.pid'), 'utf8')).toMatch(`${zombie.pid}\n`);
  const next = await project.start();
  expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it('stops a server that does not listen any more', async () => {
  await using project = await Project.withData();
  const { pid, dataDir } = await project.start();
  process.kill(pid, 'SIGSTOP');
  const identity = await postgresIdentity(dataDir);
  const cluster = { binaries: await findBinaries(identity), identity, home: join(dataDir, '..') };
  await stopPostmaster(cluster, { pid }, { fast: 300, immediate: 300 });
  expect(await isPostmasterOf(pid, dataDir)).toBe(false);
});

/** Leaves the pid file of a kill -9 behind, with a pid that belongs to somebody else by now. */
async function stopWithPidFileOf(project: Project, pid: number): Promise<void> {
  const first = await project.start();
  const pidFile = join(first.dataDir, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8');
  await first.stop();
  await writeFile(pidFile, text.replace(String(first.pid), String(pid)));
}

/** A server killed under a parent that never waits for its children, as in a container without an init. */
async function zombieServer({
  dataDir,
  url,
}: LocalPostgres): Promise<AsyncDisposable & { readonly pid: number }> {
  const identity = await postgresIdentity(dataDir);
  const { postgres } = await findBinaries(identity);
  const script = '"$0" -D "$1" -p "$2" -c unix_socket_directories= 2>/dev/null & echo $!; exec sleep 300';
  const parent = spawn('/bin/sh', ['-c', script, postgres, dataDir, new URL(url).port], {
    ...identity,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface(parent.stdout), 'line')) as [string];
  const pid = Number(line);
  const ready = async () => (await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '')).includes('ready'); // prettier-ignore
  while (!(await ready())) await delay(20);
  process.kill(pid, 'SIGKILL');
  while (!(await readFile(`/proc/${pid}/stat`, 'utf8')).includes(') Z')) await delay(10);
  return { pid, [Symbol.asyncDispose]: () => kill9(parent) };
}

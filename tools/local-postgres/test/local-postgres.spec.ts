import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalPostgresError, startLocalPostgres, startTemporaryPostgres } from '../src/index.js';
import { isPostgres } from '../src/postmaster.js';

interface Owner {
  readonly process: ChildProcess;
  readonly url: string;
  readonly pid: number;
  readonly error?: string;
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('a local PostgreSQL', { timeout: 60_000 }, () => {
  let projectDir: string;
  const owners: ChildProcess[] = [];
  const home = () => join(projectDir, '.couplekit', 'postgres');

  const ownerProcess = async (): Promise<Owner> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'owner.mjs'), projectDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    owners.push(child);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { process: child, ...(JSON.parse(line) as Omit<Owner, 'process'>) };
  };
  const kill9 = async (child: ChildProcess) => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  const died = async (pid: number) => {
    while (await isPostgres(pid)) await delay(10);
  };

  beforeEach(async () => {
    projectDir = await mkdtemp(join(tmpdir(), '커플 kit-'));
    await chmod(projectDir, 0o755);
  });
  afterEach(async () => {
    const last = await startLocalPostgres({ projectDir, database: 'couplekit' }).catch(() => undefined);
    await last?.stop();
    for (const owner of owners.splice(0)) owner.kill('SIGKILL');
    await rm(projectDir, { recursive: true, force: true });
  });

  it('keeps its data from one start to the next, in a folder with a space and Korean letters', async () => {
    const first = await startLocalPostgres({ projectDir, database: 'couplekit' });
    await query(first.url, "CREATE TABLE kept AS SELECT '남음' AS word");
    await first.stop();
    expect(await isPostgres(first.pid)).toBe(false);
    const second = await startLocalPostgres({ projectDir, database: 'couplekit' });
    expect(await query(second.url, 'SELECT word FROM kept')).toEqual([{ word: '남음' }]);
    await second.stop();
  });

  it('is taken over from an owner that was killed', async () => {
    const killed = await ownerProcess();
    await query(killed.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await kill9(killed.process);
    const next = await startLocalPostgres({ projectDir, database: 'couplekit' });
    expect(next.pid).toBe(killed.pid);
    expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    await next.stop();
    expect(await isPostgres(killed.pid)).toBe(false);
  });

  it('recovers when the server itself was killed with its owner', async () => {
    const killed = await ownerProcess();
    await query(killed.url, 'CREATE TABLE kept AS SELECT 1 AS one');
    await kill9(killed.process);
    process.kill(killed.pid, 'SIGKILL');
    await died(killed.pid);
    const next = await startLocalPostgres({ projectDir, database: 'couplekit' });
    expect(await query(next.url, 'SELECT one FROM kept')).toEqual([{ one: 1 }]);
    await next.stop();
  });

  it('is not fooled by a pid file whose pid is another program now', async () => {
    const first = await startLocalPostgres({ projectDir, database: 'couplekit' });
    const pidFile = join(home(), 'data', 'postmaster.pid');
    const text = await readFile(pidFile, 'utf8');
    await first.stop();
    await writeFile(pidFile, text.replace(String(first.pid), String(process.pid)));
    const next = await startLocalPostgres({ projectDir, database: 'couplekit' });
    expect(await query(next.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await next.stop();
  });

  it('tells a second start which living process has it', async () => {
    const owner = await ownerProcess();
    const second = startLocalPostgres({ projectDir, database: 'couplekit' });
    await expect(second).rejects.toThrow(LocalPostgresError);
    await expect(second).rejects.toThrow(new RegExp(`in use by process ${owner.process.pid};`));
    expect(await query(owner.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    owner.process.kill('SIGTERM');
    await once(owner.process, 'exit');
    expect(await isPostgres(owner.pid)).toBe(false);
  });

  it('lets exactly one of several simultaneous first starts have it', async () => {
    const starts = await Promise.all([ownerProcess(), ownerProcess(), ownerProcess()]);
    const errors = starts.flatMap(({ error }) => error ?? []);
    expect(errors).toHaveLength(2);
    for (const error of errors) expect(error).toMatch(/^LocalPostgresError: .* is in use by process \d+;/);
    expect(await readdir(home())).not.toContainEqual(expect.stringMatching(/^new-/));
    for (const { process: owner } of starts) owner.kill('SIGTERM');
    await Promise.all(starts.map(async ({ process: owner }) => owner.exitCode ?? once(owner, 'exit')));
  });

  it('ignores what a killed initdb left behind', async () => {
    await mkdir(join(home(), 'new-aBcDeF', 'data', 'base'), { recursive: true });
    const postgres = await startLocalPostgres({ projectDir, database: 'couplekit' });
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  it('works in a folder that only its owner may enter', async () => {
    await chmod(projectDir, 0o700);
    const postgres = await startLocalPostgres({ projectDir, database: 'couplekit' });
    expect(await query(postgres.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await postgres.stop();
    const again = await startLocalPostgres({ projectDir, database: 'couplekit' });
    await again.stop();
    await rm(await import('node:fs/promises').then(({ realpath }) => realpath(home())), { recursive: true });
  });

  it('says in one sentence why it cannot start', async () => {
    const first = await startLocalPostgres({ projectDir, database: 'couplekit' });
    await first.stop();
    await writeFile(join(home(), 'data', 'postgresql.conf'), 'no_such_setting = 1\n');
    await expect(startLocalPostgres({ projectDir, database: 'couplekit' })).rejects.toThrow(
      /^PostgreSQL did not start \(.*\); set DATABASE_URL to use a PostgreSQL of yours\.$/,
    );
  });

  it('says in one sentence that its folder cannot be used', async () => {
    await writeFile(join(projectDir, '.couplekit'), 'a file in the way');
    await expect(startLocalPostgres({ projectDir, database: 'couplekit' })).rejects.toThrow(
      /^The data folder .* cannot be used \(.*\); set DATABASE_URL/,
    );
  });
});

describe('a temporary PostgreSQL', () => {
  it('goes away with its folder', async () => {
    const postgres = await startTemporaryPostgres();
    const [row] = await query(postgres.url, 'SHOW data_directory');
    const { data_directory } = row as { data_directory: string };
    await postgres.stop();
    expect(await isPostgres(postgres.pid)).toBe(false);
    await expect(readdir(data_directory)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('goes away with a process that is killed', async () => {
    const script = `import { startTemporaryPostgres } from '${new URL('../dist/index.js', import.meta.url).href}';
      console.log((await startTemporaryPostgres()).pid); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    expect(await isPostgres(Number(line))).toBe(true);
    child.kill('SIGKILL');
    while (await isPostgres(Number(line))) await delay(10);
  });
});

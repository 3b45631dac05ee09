import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { LocalPostgresError } from '../src/index.js';
import { ended, Project } from './project.js';

const NEXT = 'set DATABASE_URL to use a PostgreSQL of yours.';

async function sentenceOf(start: Promise<unknown>): Promise<string> {
  const error: unknown = await start.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(LocalPostgresError);
  return error instanceof Error ? error.message : '';
}

it('says what PostgreSQL said when it does not start', async () => {
  await using project = await Project.withData();
  const { dataDir, stop } = await project.start();
  await stop();
  await writeFile(join(dataDir, 'postgresql.conf'), 'no_such_setting = 1\n');
  expect(await sentenceOf(project.start())).toMatch(
    new RegExp(`^PostgreSQL did not start \\(configuration file .* contains errors\\); ${NEXT}$`),
  );
});

it('says that recovery failed, not what others were told meanwhile', async () => {
  await using project = await Project.withData();
  const { dataDir, stop } = await project.start();
  await stop();
  const wal = join(dataDir, 'pg_wal');
  for (const name of await readdir(wal)) if (/^[0-9A-F]{24}$/.test(name)) await rm(join(wal, name));
  expect(await sentenceOf(project.start())).toContain('could not locate a valid checkpoint record');
});

it('says which version made the data when that does not fit', async () => {
  await using project = await Project.withData();
  const { dataDir, stop } = await project.start();
  await stop();
  await writeFile(join(dataDir, 'PG_VERSION'), '9.6\n');
  expect(await sentenceOf(project.start())).toMatch(/incompatible with server: .* version 9\.6/);
});

it('says that its folder cannot be made', async () => {
  await using project = await Project.create();
  await writeFile(dirname(project.home), 'a file in the way');
  expect(await sentenceOf(project.start())).toMatch(
    new RegExp(`^The data folder .* cannot be used \\(.*\\); ${NEXT}$`),
  );
});

it('does not touch a data folder that is not a PostgreSQL one', async () => {
  await using project = await Project.create();
  await mkdir(join(project.home, 'data', 'precious'), { recursive: true });
  expect(await sentenceOf(project.start())).toBe(
    `${join(project.home, 'data')} is there but is no PostgreSQL data folder; move it away, or ${NEXT}`,
  );
});

it('says that a project is not there', async () => {
  await using project = await Project.create();
  expect(await sentenceOf(project.start({ projectDir: join(project.dir, 'missing') }))).toContain('ENOENT');
});

it('stops a server whose database cannot be made', async () => {
  await using project = await Project.withData();
  expect(await sentenceOf(project.start({ database: '' }))).toContain('zero-length');
  const { pid, dataDir, stop } = await project.start();
  await stop();
  await ended({ pid, dataDir });
});

it('gives up on a server that hangs, and names it', async () => {
  await using project = await Project.withData();
  const owner = await project.ownerProcess();
  owner.process.kill('SIGKILL');
  process.kill(owner.pid, 'SIGSTOP');
  expect(await sentenceOf(project.start({ startWithinMs: 500 }))).toMatch(
    new RegExp(
      `^PostgreSQL did not start \\(process ${owner.pid} was not ready within 0.5 s, see .*\\); ${NEXT}$`,
    ),
  );
  process.kill(owner.pid, 'SIGCONT');
});

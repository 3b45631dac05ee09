import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MADE_DATA_VARIABLE, Project, query } from './project.js';

/** Half of the files, which only the making of further databases needs. */
const LEFT_OUT = ['template0', 'template1'];

/** Vitest `globalSetup`: makes a database for the tests that are not about the making of one. */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'couplekit-made-'));
  const archive = join(folder, 'data.tar');
  await using project = await Project.create();
  const { url, stop } = await project.start();
  for (const database of LEFT_OUT) {
    await query(url, `ALTER DATABASE ${database} IS_TEMPLATE false`);
    await query(url, `DROP DATABASE ${database}`);
  }
  await stop();
  await project.archive(archive);
  process.env[MADE_DATA_VARIABLE] = archive;
  return () => rm(folder, { recursive: true });
}

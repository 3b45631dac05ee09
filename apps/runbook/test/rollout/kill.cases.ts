import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bareEnvironment, eventually, extent } from '@couplekit/testkit';
import { beforeAll, expect, it } from 'vitest';
import { inDatabase } from '../in-database.js';
import { Staged, type Revisions } from './staged.js';

const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'main.js');
const GOOD = { blue: { requests: 20_000 }, green: { requests: 20_000 } };
const BAD = { blue: { requests: 20_000 }, green: { requests: 20_000, failures: 4_000 } };

/** Lines of the ledger from one kill to the next. */
const EVERY = extent(2, 1);

/** The command line as a process, which is killed as soon as the ledger has a line more than it may write. */
async function runUntilLine(
  staged: Staged,
  words: readonly string[],
  mostLines: number,
): Promise<number | null> {
  const { workspace, env } = staged;
  const common = ['--config', workspace.path('runbook.yaml'), '--key', workspace.key('pipeline'), '--json'];
  const child = spawn(process.execPath, [MAIN, ...common, ...words], { env: { ...bareEnvironment(), ...env }, stdio: 'ignore' }); // prettier-ignore
  const gone = once(child, 'exit');
  const look = async () => {
    const lines = (await readFile(workspace.ledger, 'utf8')).split('\n').length - 1;
    if (lines >= mostLines) child.kill('SIGKILL');
  };
  const watcher = watch(workspace.folder, () => void look());
  const [code] = (await gone) as [number | null];
  watcher.close();
  return code;
}

/** What becomes of a rollout whose processes are killed. */
export function killCases(given: () => Revisions): void {
  let revisions: Revisions;
  beforeAll(() => void (revisions = given()));

  it.each([
    ['a rollout', GOOD, 0, { green: 100 }, 'rollout.completed'],
    ['a rollback', BAD, 3, { blue: 100 }, 'rollback.completed'],
  ] as const)('along the ledger resumes %s, and does nothing twice', async (_, rates, ends, shares, last) => {
    await using staged = await Staged.create(revisions, {
      rates,
      plan: { minimum_looks: 1, look_every_s: 0.1 },
    });
    const release = await staged.approved();
    let code: number | null = null;
    let kills = 0;
    for (let lines = (await staged.entries()).length + 1; code === null; lines += EVERY) {
      code = await runUntilLine(staged, ['rollout', release], lines);
      if (code === null) kills++;
    }
    expect(code).toBe(ends);
    const entries = await staged.entries();
    // Entries but the last were the ends of processes; reports come after it.
    expect(kills).toBeGreaterThan(8 / EVERY);
    expect((await staged.platform.port.read()).shares).toEqual(shares);
    const single = entries.filter(({ kind }) => kind !== 'rollout.looked' && kind !== 'report.written');
    const keys = single.map(
      ({ kind, facts }) => `${kind} ${JSON.stringify([facts['step'], facts['attempt']])}`,
    );
    expect(keys).toEqual([...new Set(keys)]);
    expect(keys.some((key) => key.startsWith(last))).toBe(true);
    // Looks follow each other without a gap.
    const times = entries.filter(({ kind }) => kind === 'rollout.looked').map(({ facts }) => (facts['look'] as { at: string }).at); // prettier-ignore
    expect(times).toEqual(times.toSorted());
    await eventually(async () => (await inDatabase(revisions.database.url, 'SELECT 1 FROM couple_participant')).length === 0); // prettier-ignore
    expect((await staged.workspace.run('pipeline', ['audit'])).code).toBe(0);
  });
}

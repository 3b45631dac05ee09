import { mkdir, writeFile } from 'node:fs/promises';
import { SCENARIOS } from '../../src/gate/checks/scenarios.check.js';
import type { Workspace } from '../workspace.js';

/** What a run of the tests leaves behind. */
export interface RunFiles {
  /** Tests of this name failed. */
  readonly failing?: string;
  readonly startedAt?: Date;
  /** ms, of one page. */
  readonly lcp?: number;
}

/** Writes results and vitals as `npm test` does, and names them as the configuration has them. */
export async function keepRun(workspace: Workspace, { failing, startedAt = new Date(), lcp = 400 }: RunFiles = {}) {
  const result = (file: string, names: readonly string[]) => ({
    name: `/repository/apps/api/test/${file}`,
    assertionResults: names.map((fullName) => ({ fullName, status: fullName.includes(failing ?? '\0') ? 'failed' : 'passed' })),
  });
  const testResults = [
    ...Object.values(SCENARIOS).map((name, at) => result(`e2e/${at}.spec.ts`, [`in a browser ${name}`])),
    result('problems.spec.ts', ['problems are as they were', 'problems in Korean']),
  ];
  await writeFile(workspace.path('results.json'), JSON.stringify({ startTime: startedAt.getTime(), testResults }));
  await mkdir(workspace.path('vitals'), { recursive: true });
  for (const page of ['landing', 'start', 'invite', 'result'])
    await writeFile(workspace.path(`vitals/${page}.json`), JSON.stringify({ lcp, cls: 0, inp: 24 }));
} // prettier-ignore

/** Where `keepRun` writes, for the configuration. */
export const RUN_CONFIG = { test_results: 'results.json', lab_vitals: 'vitals' } as const;

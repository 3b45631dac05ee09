import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';

const MANIFEST = v.object({ bin: v.record(v.string(), v.string()) });

/** How a program ended. */
export interface ToolRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A program of one of our packages. */
export interface Tool {
  readonly package: '@couplekit/couple-core' | '@couplekit/observability';
  readonly bin: string;
}

/** Runs a program that a package brings, in a process of its own. @param env @default that of this process */
export async function runTool(
  { package: name, bin }: Tool,
  words: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<ToolRun> {
  const manifest = fileURLToPath(import.meta.resolve(`${name}/package.json`));
  const { bin: programs } = v.parse(MANIFEST, JSON.parse(await readFile(manifest, 'utf8')));
  const program = programs[bin];
  if (program === undefined) throw new TypeError(`${name} has no program ${bin}.`);
  return new Promise((resolve, reject) => {
    const file = join(dirname(manifest), program);
    execFile(process.execPath, [file, ...words], { env, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) => {
      if (error && typeof error.code !== 'number') reject(error);
      else resolve({ code: Number(error?.code ?? 0), out, err });
    });
  });
}

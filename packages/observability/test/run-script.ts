import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs the script as the main module of a new process, with nothing of ours in its environment but `env`. */
export async function runScript(
  script: string,
  env: Readonly<Record<string, string>> = {},
  flags: readonly string[] = [],
): Promise<Finished> {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [...flags, '--input-type=module', '--eval', script], {
    cwd: new URL('..', import.meta.url),
    env: { PATH, ...env },
    timeout: 30_000,
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { stdout, stderr, code };
}

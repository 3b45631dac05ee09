import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { bareEnvironment } from '@couplekit/testkit';

/** The built command. */
export const MAIN = join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js');

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

/** Runs the built command with nothing but this in its environment. */
export function runCli(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [MAIN, ...args],
      { env: { ...bareEnvironment(), ...env } },
      (_, out, error) => resolve({ code: child.exitCode ?? -1, out, error }),
    );
  });
}

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ReleaseError } from './release-error.js';

const execute = promisify(execFile);

/**
 * Runs a program, and returns what it printed.
 * @throws {ReleaseError} with what it said when it fails
 */
export async function run(folder: string, command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await execute(command, args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new ReleaseError(`${command} ${args.join(' ')} failed: ${stdout}${stderr}`, { cause: error });
  }
}

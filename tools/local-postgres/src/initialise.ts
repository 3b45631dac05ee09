import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cluster } from './cluster.js';
import type { Identity } from './identity.js';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';
import { lastLine } from './server-log.js';

export const SUPERUSER = 'couplekit';

/** In the data folder, so that no data folder is ever seen without its password. */
export const PASSWORD_FILE = 'couplekit.password';

/**
 * Makes a data folder with a random password in a workshop folder.
 * @returns the data folder
 * @throws {LocalPostgresError} when initdb fails
 */
export async function initialise(
  { binaries, identity }: Cluster,
  workshop: string,
  further: readonly string[],
): Promise<string> {
  const passwordFile = join(workshop, 'password');
  const data = join(workshop, 'data');
  await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 });
  const { uid, gid } = identity;
  if (uid !== undefined && gid !== undefined)
    for (const path of [passwordFile, workshop]) await chown(path, uid, gid);
  const obstacle = await runInitdb(binaries.initdb, identity, [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
    ...further,
  ]);
  if (obstacle !== undefined)
    throw new LocalPostgresError(
      `PostgreSQL's data folder could not be made (${obstacle}); ${USE_YOUR_OWN}.`,
    );
  await rename(passwordFile, join(data, PASSWORD_FILE));
  return data;
}

function runInitdb(initdb: string, identity: Identity, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(initdb, args, {
      ...identity,
      cwd: '/',
      windowsHide: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) =>
      resolve(code === 0 ? undefined : (errorIn(output) ?? `initdb ended with ${signal ?? code}`)),
    );
  });
}

/** initdb closes its report with what it removes; what went wrong stands before that. */
function errorIn(output: string): string | undefined {
  const said = output.split('\n').find((line) => /\b(error|FATAL|PANIC):/.test(line));
  return said?.trim() ?? lastLine(output);
}

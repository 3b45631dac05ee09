import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binaries } from './binaries.js';
import type { Identity } from './identity.js';
import { LocalPostgresError, USE_YOUR_OWN } from './local-postgres-error.js';

export const SUPERUSER = 'couplekit';

/** A data folder with its programs. */
export interface Cluster {
  readonly binaries: Binaries;
  readonly identity: Identity;
  /** Holds the cluster, its password and its log. */
  readonly home: string;
}

export const dataDirOf = ({ home }: Cluster): string => join(home, 'data');
export const logFileOf = ({ home }: Cluster): string => join(home, 'postgres.log');
const PASSWORD_FILE = 'couplekit.password';

/** The superuser's password. */
export async function passwordOf(cluster: Cluster): Promise<string> {
  return readFile(join(dataDirOf(cluster), PASSWORD_FILE), 'utf8');
}

/**
 * Makes the cluster if it is not there. It is made beside its place and then renamed: a killed start leaves nothing half
 * made, and of two simultaneous starts one wins.
 * @throws {LocalPostgresError} when initdb fails
 */
export async function ensureCluster(cluster: Cluster): Promise<void> {
  const target = dataDirOf(cluster);
  if (await access(join(target, 'PG_VERSION')).then(() => true, () => false)) return; // prettier-ignore
  const workshop = await mkdtemp(join(cluster.home, 'new-'));
  try {
    const made = await initialise(cluster, workshop);
    await rename(made, target);
  } catch (error) {
    const lostTheRace = error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY';
    if (!lostTheRace) throw error;
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
}

async function initialise({ binaries, identity }: Cluster, workshop: string): Promise<string> {
  const password = randomBytes(24).toString('base64url');
  const passwordFile = join(workshop, 'password');
  const data = join(workshop, 'data');
  await writeFile(passwordFile, password, { mode: 0o600 });
  for (const path of [workshop, passwordFile]) await giveTo(identity, path);
  await runInitdb(binaries.initdb, identity, [
    `--pgdata=${data}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ]);
  await rename(passwordFile, join(data, PASSWORD_FILE));
  return data;
}

async function giveTo({ uid, gid }: Identity, path: string): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

function runInitdb(initdb: string, identity: Identity, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, args, { ...identity, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let output = '';
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const failed = (reason: string) =>
      reject(
        new LocalPostgresError(`PostgreSQL's data folder could not be made (${reason}); ${USE_YOUR_OWN}.`),
      );
    child.on('error', (error) => failed(error.message));
    child.on('close', (code) =>
      code === 0 ? resolve() : failed(lastLine(output) ?? `initdb ended with ${code}`),
    );
  });
}

/** The last line that says anything. */
export function lastLine(text: string): string | undefined {
  return text.split('\n').map((line) => line.trim()).filter(Boolean).at(-1); // prettier-ignore
}

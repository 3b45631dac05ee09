import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { startLocalPostgres, type LocalPostgres, type LocalPostgresOptions } from '../src/index.js';
import { isPostmasterOf } from '../src/postmaster-process.js';

const run = promisify(execFile);

/** Where the global setup tells the tests which archive has a database that was made and stopped. */
export const MADE_DATA_VARIABLE = 'LOCAL_POSTGRES_MADE_DATA';

/** What a process that wants to own a database reports: the database, or why not. */
export interface Owner {
  readonly process: ChildProcess;
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  readonly error?: string;
}

/** A project folder, with a space and Korean letters in its name, whose database goes away after the test. */
export class Project implements AsyncDisposable {
  private readonly owners: ChildProcess[] = [];
  private readonly started: LocalPostgres[] = [];

  private constructor(readonly dir: string) {}

  static async create(): Promise<Project> {
    const dir = await realpath(await mkdtemp(join(tmpdir(), '커플 kit-')));
    await chmod(dir, 0o755);
    return new Project(dir);
  }

  /** One whose database was made by an earlier start and stopped: to make it anew costs ten times as much as to copy it. */
  static async withData(): Promise<Project> {
    const project = await Project.create();
    await run('tar', ['-xpf', process.env[MADE_DATA_VARIABLE] ?? '', '-C', project.dir]);
    return project;
  }

  get home(): string {
    return join(this.dir, '.couplekit', 'postgres');
  }

  async start(options: Partial<LocalPostgresOptions> = {}): Promise<LocalPostgres> {
    const postgres = await startLocalPostgres({ projectDir: this.dir, database: 'couplekit', ...options });
    this.started.push(postgres);
    return postgres;
  }

  /** Keeps its data, stopped, for `withData`. */
  async archive(file: string): Promise<void> {
    await run('tar', ['-cpf', file, '-C', this.dir, '.couplekit']);
  }

  /** Another Node process that starts the database and keeps it. */
  async ownerProcess(): Promise<Owner> {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'owner.mjs'), this.dir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.owners.push(child);
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { process: child, ...(JSON.parse(line) as Omit<Owner, 'process'>) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const owner of this.owners) if (isAlive(owner)) await kill9(owner);
    for (const postgres of this.started) await postgres.stop();
    // What a killed owner left running.
    const home = await realpath(this.home).catch(() => undefined);
    if (home !== undefined && (await runsIn(join(home, 'data'))))
      await this.start().then((left) => left.stop(), () => undefined); // prettier-ignore
    for (const folder of [home ?? this.dir, this.dir])
      await rm(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

export async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

export async function kill9(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

/** Waits until a server is gone; the test's own time limit is the deadline. */
export async function ended({ pid, dataDir }: Pick<LocalPostgres, 'pid' | 'dataDir'>): Promise<void> {
  while (await isPostmasterOf(pid, dataDir)) await delay(10);
}

/** Whether a server runs there, whoever started it. */
async function runsIn(dataDir: string): Promise<boolean> {
  const pidFile = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(pidFile, 10);
  return pid > 0 && (await isPostmasterOf(pid, dataDir));
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

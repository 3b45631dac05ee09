import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from '@couplekit/testkit';
import { Client } from 'pg';

/** Where distributions put it; it is not always on the PATH. */
const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** Who may run it when that is root, which it refuses. */
const NOBODY = 65_534;

export async function findPgBouncer(): Promise<string | undefined> {
  for (const folder of [...(process.env['PATH'] ?? '').split(delimiter), ...PLACES]) {
    const path = join(folder, 'pgbouncer');
    if (await access(path, constants.X_OK).then(() => true, () => false)) return path; // prettier-ignore
  }
  return undefined;
}

export interface PgBouncer extends AsyncDisposable {
  /** `url` of the database with PgBouncer in between. */
  readonly url: (url: string) => string;
}

/** Starts a PgBouncer in transaction mode, with `serverConnections` to the database and no prepared statements. */
export async function startPgBouncer(
  binary: string,
  server: string,
  serverConnections: number,
): Promise<PgBouncer> {
  const { hostname, port, username, password } = new URL(server);
  const folder = await mkdtemp(join(tmpdir(), 'pgbouncer-'));
  const own = await freePort();
  const login = `user=${username} password=${decodeURIComponent(password)}`;
  const settings = [
    '[databases]',
    `* = host=${hostname} port=${port} ${login}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${own}`,
    'unix_socket_dir =',
    'auth_type = any',
    'pool_mode = transaction',
    `default_pool_size = ${serverConnections}`,
    ...((await knowsPreparedStatements(binary)) ? ['max_prepared_statements = 0'] : []),
    'server_reset_query_always = 0',
    'ignore_startup_parameters = extra_float_digits',
  ];
  const file = join(folder, 'pgbouncer.ini');
  await writeFile(file, `${settings.join('\n')}\n`);
  const root = userInfo().uid === 0;
  if (root) for (const path of [folder, file]) await chown(path, NOBODY, NOBODY);
  const child = spawn(binary, [file], { stdio: 'ignore', ...(root && { uid: NOBODY, gid: NOBODY }) });
  const url = (database: string) => {
    const through = new URL(database);
    through.hostname = '127.0.0.1';
    through.port = String(own);
    return through.href;
  };
  await eventually(async () => {
    const client = new Client(url(server));
    await client.connect();
    await client.end();
    return true;
  });
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

/** From 1.21 on; before, it passes none through, and does not know the setting. */
async function knowsPreparedStatements(binary: string): Promise<boolean> {
  const { stdout } = await promisify(execFile)(binary, ['--version']);
  const [, major = '0', minor = '0'] = /(\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(major) > 1 || Number(minor) >= 21;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bareEnvironment, eventually, freePort, listening, portOf } from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call } from './couple-client.js';

const API = join(import.meta.dirname, '..');
const MAIN = join(API, 'dist', 'main.js');

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

describe('the service as a process', () => {
  let dataDir: string;
  const children: ChildProcess[] = [];

  const start = (env: Record<string, string>): Started => {
    const child = spawn(process.execPath, [MAIN], {
      env: { ...bareEnvironment(), DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    return {
      child,
      output: () => output,
      exit: once(child, 'close').then(([code]) => code as number | null),
    };
  };
  const ready = (url: string) => eventually(async () => (await fetch(`${url}/readyz`)).ok);
  /** What a killed start left running is taken over by the next one, and stopped with it. */
  const stopLeftovers = async () => {
    const port = String(await freePort());
    const last = start({ PORT: port });
    await Promise.race([ready(`http://127.0.0.1:${port}`), last.exit]);
    last.child.kill('SIGTERM');
    await last.exit;
  };

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'couplekit start '));
    // Open to PostgreSQL's user, so that the data stays in this folder when root runs the test.
    await chmod(dataDir, 0o755);
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    if (existsSync(join(dataDir, '.couplekit', 'postgres', 'data', 'postmaster.pid'))) await stopLeftovers();
    children.length = 0;
    await rm(dataDir, { recursive: true, force: true });
  });

  it('prints a URL and a curl line that works, stops cleanly on SIGINT, and keeps data, even when it is killed', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const first = start({ PORT: port });
    await ready(url);
    expect(first.output()).toContain(`couplekit  ${url}\n`);
    const [, curl] = await eventually(() => /^ *(curl .*)$/m.exec(first.output()) ?? undefined);
    const shell = spawn('sh', ['-c', curl ?? ''], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [answer] = (await once(shell.stdout, 'data')) as [Buffer];
    const { session_id, access_token } = JSON.parse(answer.toString()) as Record<string, string>;
    first.child.kill('SIGINT');
    first.child.kill('SIGINT');
    expect(await first.exit).toBe(0);

    const second = start({ PORT: port });
    await ready(url);
    const kept = () =>
      call(`${url}/api/couples/sessions/${session_id}`, 'GET', { token: access_token ?? '' });
    expect(await kept()).toMatchObject({ status: 200, body: { session_id } });
    second.child.kill('SIGKILL');
    await second.exit;

    const third = start({ PORT: port });
    await ready(url);
    expect(await kept()).toMatchObject({ status: 200, body: { session_id } });
    third.child.kill('SIGTERM');
    expect(await third.exit).toBe(0);
  });

  it('writes lines for people on a terminal', async () => {
    const database = await createDatabase();
    const port = String(await freePort());
    const main = `${process.execPath} ${MAIN}`;
    const onLinux = ['-qefc', `exec ${main}`, '/dev/null'];
    const onMac = ['-q', '/dev/null', ...main.split(' ')];
    const terminal = spawn('script', process.platform === 'darwin' ? onMac : onLinux, {
      env: { ...bareEnvironment(), PORT: port, DATABASE_URL: database.url, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    terminal.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    await ready(`http://127.0.0.1:${port}`);
    await eventually(() => /^[\d:.]{12} INFO {2}[0-9a-f]{8} GET \/readyz 200 [\d.]+ms \d+B/m.test(output));
    expect(output).not.toContain('{"level"');
    // Ctrl-C, as a person ends it.
    terminal.stdin.write('\u0003');
    expect(await once(terminal, 'close')).toEqual([0, null]);
    await database.drop();
  });

  it('keeps a log from which couplekit-timeline tells a request, and proves its age', async () => {
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const logs = join(dataDir, 'logs');
    const database = await createDatabase();
    const env = { PORT: port, DATABASE_URL: database.url, LOG_DIR: logs };
    const service = start(env);
    await ready(url);
    await call(`${url}/api/couples/sessions`, 'POST', { json: {}, headers: { 'X-Request-ID': 'told' } });
    service.child.kill('SIGTERM');
    expect(await service.exit).toBe(0);
    const timeline = (...args: string[]) =>
      promisify(execFile)('npx', ['couplekit-timeline', ...args], {
        cwd: API,
        env: { ...process.env, LANG: 'C' },
      });
    const { stdout: told } = await timeline('--request-id', 'told', logs);
    expect(told).toMatch(/couplekit-api +WARN +request completed POST \/api\/couples\/sessions 422/);
    const today = new Date().toISOString().slice(0, 10);
    const { stdout: proof } = await timeline('retention', '--check', logs, '--since', today);
    expect(proof).toContain('ok: nothing is too old, and no day is missing');
    await database.drop();
  });

  it('says in one sentence that the port is in use, and exits with 1', async () => {
    const server = await listening();
    const port = portOf(server);
    const started = start({ PORT: String(port) });
    expect(await started.exit).toBe(1);
    const text = started.output();
    expect(text).toMatch(new RegExp(`^couplekit: Port ${port} is already in use\\. .*PORT=${port + 1}`));
    expect(text.trim().split('\n')).toHaveLength(1);
    server.close();
  });
});

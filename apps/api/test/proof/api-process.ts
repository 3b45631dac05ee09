import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { eventually } from '@couplekit/testkit';
import { freePort } from '../ports.js';

/** The built service as a process of its own, always on the same port. */
export class ApiProcess implements AsyncDisposable {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    readonly url: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** @param env besides, or in place of, what every one has */
  static async start(databaseUrl: string, env: Readonly<Record<string, string>> = {}): Promise<ApiProcess> {
    const port = await freePort();
    const api = new ApiProcess(`http://127.0.0.1:${port}`, {
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      CODE_REF: 'kill-test',
      RATE_LIMITS: 'off',
      ...env,
    });
    await api.run();
    return api;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Starts it, and waits until it is ready. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, [join(import.meta.dirname, '..', '..', 'dist', 'main.js')], {
      env: { PATH: process.env['PATH'], ...this.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-10_000)));
    this.child = child;
    await this.ready();
  }

  /** Waits until it says that it can serve. */
  async ready(): Promise<void> {
    await eventually(async () => {
      if (this.child?.exitCode !== null) throw new Error(`the service has ended: ${this.output}`);
      return (await fetch(`${this.url}/readyz`)).ok;
    }, 60_000);
  }

  /** Waits until it says that it cannot serve, which it lives to say. */
  async unready(): Promise<void> {
    await eventually(async () => {
      if (!this.isRunning) throw new Error(`the service has ended: ${this.output}`);
      return (await fetch(`${this.url}/readyz`)).status === 503;
    });
  }

  async kill9(): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill9();
  }
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from './eventually.js';
import { freePort } from './ports.js';

/** A service of ours as a process of its own, always on the same port; it says at `/readyz` whether it can serve. */
export class ServiceProcess implements AsyncDisposable {
  private child: ChildProcess | undefined;
  private output = '';

  private constructor(
    private readonly main: string,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /**
   * @param main the module that it runs
   * @param env besides `PATH` and `PORT`
   */
  static async start(main: string, env: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    const service = new ServiceProcess(main, await freePort(), env);
    await service.run();
    return service;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Starts it, and waits until it is ready. */
  async run(): Promise<void> {
    const child = spawn(process.execPath, [this.main], {
      env: { PATH: process.env['PATH'], PORT: String(this.port), ...this.env },
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

  /** Asks it to end, and waits. */
  async stop(): Promise<void> {
    const { child } = this;
    if (!child || !this.isRunning) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill9();
  }
}

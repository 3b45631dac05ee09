import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { bareEnvironment } from './bare-environment.js';
import { eventually } from './eventually.js';
import { freePort } from './ports.js';

/** In characters. */
const OUTPUT_KEPT = 200_000;

interface ServiceProcessOptions {
  readonly env: Readonly<Record<string, string>>;
  readonly readyPath: string;
}

/** A service as a process of its own, always on the same port; it says at one path whether it can serve. */
export class ServiceProcess implements AsyncDisposable {
  private child: ChildProcess | undefined;
  private said = '';

  private constructor(
    private readonly main: string,
    readonly port: number,
    private readonly options: ServiceProcessOptions,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The end of what it has written since it was started, on both streams. */
  get output(): string {
    return this.said;
  }

  /**
   * @param main the module that it runs
   * @param env besides `PORT` and what `bareEnvironment` has
   */
  static async start(
    main: string,
    env: Readonly<Record<string, string>>,
    readyPath = '/readyz',
  ): Promise<ServiceProcess> {
    const service = new ServiceProcess(main, await freePort(), { env, readyPath });
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
      env: { ...bareEnvironment(), PORT: String(this.port), ...this.options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (this.said = (this.said + chunk.toString()).slice(-OUTPUT_KEPT)));
    this.child = child;
    await this.ready();
  }

  /** Waits until it says that it can serve. */
  async ready(): Promise<void> {
    await eventually(async () => {
      if (this.child?.exitCode !== null) throw new Error(`the service has ended: ${this.said}`);
      return (await fetch(`${this.url}${this.options.readyPath}`)).ok;
    });
  }

  /** Waits until it says that it cannot serve, which it lives to say. */
  async unready(): Promise<void> {
    await eventually(async () => {
      if (!this.isRunning) throw new Error(`the service has ended: ${this.said}`);
      return (await fetch(`${this.url}${this.options.readyPath}`)).status === 503;
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

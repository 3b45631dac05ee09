import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { bareEnvironment, eventually } from '@couplekit/testkit';
import type { ExporterReport } from '@couplekit/observability';
import { LogTail, type LogLine, type ServiceName } from './log-tail.js';
import type { ServiceMessage } from './services/run-service.js';

export interface ServiceStart {
  readonly name: ServiceName;
  /** Where it has been compiled to and writes its log. */
  readonly directory: string;
  readonly logName: string;
  readonly env: Readonly<Record<string, string>>;
  /** Of Node.js. */
  readonly flags: readonly string[];
}

/** One service as a process of its own. */
export class ServiceProcess implements AsyncDisposable {
  private readonly closed: Promise<unknown>;
  private last: ExporterReport | undefined;

  private constructor(
    readonly name: ServiceName,
    private readonly child: ChildProcess,
    private readonly log: LogTail,
  ) {
    this.closed = once(child, 'close');
    child.on('message', (message: ServiceMessage) => {
      if ('report' in message) this.last = message.report;
    });
  }

  /** @throws {Error} with what it wrote, if it does not start */
  static async start({
    name,
    directory,
    logName,
    env,
    flags,
  }: ServiceStart): Promise<readonly [ServiceProcess, url: string]> {
    const path = join(directory, `${logName}.${name}.log`);
    const file = openSync(path, 'w');
    const child = spawn(process.execPath, [...flags, join(directory, `${name}.js`)], {
      env: { ...bareEnvironment(), OTEL_SERVICE_NAME: name, LOG_LEVEL: 'debug', ...env },
      // Written by the process itself, so that nothing is lost between it and the test.
      stdio: ['ignore', file, file, 'ipc'],
    });
    closeSync(file);
    const service = new ServiceProcess(name, child, new LogTail(name, path));
    const ready = Promise.withResolvers<string>();
    child.on('message', (message: ServiceMessage) => 'ready' in message && ready.resolve(message.ready));
    void service.closed.then(() => ready.reject(new Error(`${name} ended:\n${service.text()}`)));
    return [service, await ready.promise];
  }

  lines(): readonly LogLine[] {
    return this.log.lines();
  }

  /** What its exporter says of itself now. */
  async report(): Promise<ExporterReport> {
    this.last = undefined;
    this.child.send('report');
    return eventually(() => this.last);
  }

  /** Ends it as a platform does. Returns what its exporter said last. */
  async stop(): Promise<ExporterReport | undefined> {
    this.last = undefined;
    this.child.kill('SIGTERM');
    await this.closed;
    return this.last;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGKILL');
      await this.closed;
    }
    this.log[Symbol.dispose]();
  }

  private text(): string {
    return this.lines()
      .map(({ raw }) => raw)
      .join('\n');
  }
}

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { eventually } from '@couplekit/testkit';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

/** A folder with the programs of the README, compiled, in which its commands are run. */
export class ReadmeProject implements AsyncDisposable {
  private service: ChildProcess | undefined;

  private constructor(
    private readonly directory: string,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** @param programs source texts by name */
  static async create(
    programs: ReadonlyMap<string, string>,
    env: Readonly<Record<string, string>>,
  ): Promise<ReadmeProject> {
    const parent = join(PACKAGE, '.couplekit');
    await mkdir(parent, { recursive: true });
    // Inside of the package, where programs find what it depends on, and the package itself by its name.
    const directory = await mkdtemp(join(parent, 'readme-'));
    const files = Object.fromEntries([...programs].map(([name, text]) => [`${name}.ts`, text]));
    const compilerOptions = { declaration: false, declarationMap: false, sourceMap: false, outDir: 'dist' };
    const tsconfig = { extends: '../../../../tsconfig.base.json', compilerOptions, include: ['*.ts'] };
    for (const [name, text] of Object.entries({ ...files, 'tsconfig.json': JSON.stringify(tsconfig) })) {
      await writeFile(join(directory, name), text);
    }
    const project = new ReadmeProject(directory, { ...env, PORT: String(await freePort()) });
    try {
      await promisify(execFile)(join(PACKAGE, 'node_modules/.bin/tsc'), ['-p', directory]);
      await linkTimeline(directory);
    } catch (error) {
      await project[Symbol.asyncDispose]();
      // What the compiler has to say is on its standard output.
      throw new Error(String((error as { readonly stdout?: unknown }).stdout), { cause: error });
    }
    return project;
  }

  /** Runs a command to its end, and returns what it prints; one that starts a service returns when that answers. */
  async run(command: string): Promise<string> {
    if (/^(?:\w+=\S+ )*node /.test(command)) {
      await this.startService(command.replace('node ', 'exec node '));
      return '';
    }
    const port = `:${this.env['PORT']}`;
    const { stdout } = await promisify(execFile)('sh', ['-ec', command.replaceAll(':3000', port)], {
      cwd: this.directory,
      env: this.environment(),
    });
    return stdout.replaceAll(port, ':3000');
  }

  /** Ends the service as a platform does; it must end well. */
  async stopService(): Promise<void> {
    const { service } = this;
    if (!service) return;
    this.service = undefined;
    const ended = once(service, 'exit');
    service.kill('SIGTERM');
    const [code] = (await ended) as [number | null];
    if (code !== 0) throw new Error(`a service of the README ended with ${code}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.service?.kill('SIGKILL');
    await rm(this.directory, { recursive: true });
  }

  private async startService(command: string): Promise<void> {
    await this.stopService();
    const service = spawn('sh', ['-ec', command], {
      cwd: this.directory,
      env: this.environment(),
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    this.service = service;
    await eventually(async () => {
      if (service.exitCode !== null) throw new Error(`${command} ended with ${service.exitCode}`);
      return (await fetch(`http://127.0.0.1:${this.env['PORT']}/`)).status > 0;
    });
  }

  private environment(): Readonly<Record<string, string>> {
    return { ...this.env, PATH: `${join(this.directory, 'bin')}:${process.env['PATH']}`, LANG: 'C' };
  }
}

/** What `npx couplekit-timeline` runs where the package is installed. */
async function linkTimeline(directory: string): Promise<void> {
  await mkdir(join(directory, 'bin'));
  const script = join(directory, 'bin', 'npx');
  const main = join(PACKAGE, 'dist/timeline/main.js');
  await writeFile(
    script,
    `#!/bin/sh\n[ "$1" = couplekit-timeline ] || exit 99\nshift\nexec node "${main}" "$@"\n`,
  );
  await chmod(script, 0o755);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

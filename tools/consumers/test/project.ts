import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inject } from 'vitest';
import { catalogVersions, ROOT } from './repository.js';
import { run } from './run.js';

const TSC = join(ROOT, 'tools', 'consumers', 'node_modules', '.bin', 'tsc');

export interface ProjectOptions {
  /** Packages of ours, which come from their tarballs, and of others, in the versions of the catalog. */
  readonly dependencies: readonly string[];
  /** Other versions than the catalog's. @default none */
  readonly versions?: Readonly<Record<string, string>>;
}

/** A project of somebody else: a folder outside of this repository, gone at the end of its scope. */
export class Project implements AsyncDisposable {
  private constructor(readonly folder: string) {}

  static async create({ dependencies, versions = {} }: ProjectOptions): Promise<Project> {
    const project = new Project(await mkdtemp(join(tmpdir(), 'couplekit-consumer-')));
    const catalog = await catalogVersions();
    const tarballs = inject('tarballs');
    const versionOf = (name: string) => {
      const tarball = tarballs[name];
      const version = versions[name] ?? (tarball ? `file:${tarball}` : catalog.get(name));
      if (version === undefined) throw new Error(`${name} is no package of ours and not in the catalog`);
      return version;
    };
    const manifest = {
      private: true,
      type: 'module',
      dependencies: Object.fromEntries(dependencies.map((name) => [name, versionOf(name)])),
    };
    await project.write('package.json', JSON.stringify(manifest));
    return project;
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  run(command: string, ...args: readonly string[]): Promise<string> {
    return run(this.folder, command, args);
  }

  /** As pnpm does it: only what is declared can be imported, and a missing peer is an error. */
  pnpmInstall(): Promise<string> {
    const peers = ['--config.strict-peer-dependencies=true', '--config.auto-install-peers=false'];
    return this.run('pnpm', 'install', '--prefer-offline', '--ignore-scripts', ...peers);
  }

  npmInstall(): Promise<string> {
    return this.run('npm', 'install', '--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund');
  }

  /**
   * With the compiler of this repository; all types come from the project. Its own would be TypeScript 6, which is slower and
   * the last that the peers of @nestjs/swagger allow.
   */
  compile(): Promise<string> {
    return this.run(TSC, '--project', this.folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true });
  }
}

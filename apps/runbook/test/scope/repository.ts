import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** A git repository of a test; each commit writes files, or with null removes them. */
export class Repository {
  private constructor(readonly folder: string) {}

  static async create(folder: string): Promise<Repository> {
    await mkdir(folder, { recursive: true });
    const repository = new Repository(folder);
    await repository.git('init', '-q', '-b', 'main');
    return repository;
  }

  /** @returns the hash of the commit */
  async commit(subject: string, files: Readonly<Record<string, string>>): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(this.folder, path)), { recursive: true });
      await writeFile(join(this.folder, path), content);
    }
    await this.git('add', '-A');
    await this.git('-c', 'user.name=test', '-c', 'user.email=test@example.com', 'commit', '-qm', subject);
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  async git(...words: readonly string[]): Promise<string> {
    return (await promisify(execFile)('git', ['-C', this.folder, ...words])).stdout;
  }
}

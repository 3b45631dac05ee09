import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

/** What matters here of a `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: unknown;
  readonly bin?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package that is published. */
export interface PublishedPackage {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly changelog: string;
}

/** All of `packages/`. */
export async function publishedPackages(): Promise<readonly PublishedPackage[]> {
  const names = (await readdir(join(ROOT, 'packages'))).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const folder = join(ROOT, 'packages', name);
      const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
      return { folder, manifest, changelog: await readFile(join(folder, 'CHANGELOG.md'), 'utf8') };
    }),
  );
}

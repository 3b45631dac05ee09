import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { PACKAGES, ROOT } from './repository.js';
import { run } from './run.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the tarball of each package, by the package's name. */
    readonly tarballs: Readonly<Record<string, string>>;
  }
}

/** Vitest `globalSetup`: what would be published, as files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'couplekit-packed-'));
  const pack = async (name: string): Promise<[string, string]> => {
    const json = await run(join(ROOT, 'packages', name), 'pnpm', [
      'pack',
      '--json',
      '--pack-destination',
      folder,
    ]);
    const packed = JSON.parse(json) as { readonly name: string; readonly filename: string };
    return [packed.name, packed.filename];
  };
  project.provide('tarballs', Object.fromEntries(await Promise.all(PACKAGES.map(pack))));
  return () => rm(folder, { recursive: true });
}

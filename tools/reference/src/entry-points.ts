import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { REPOSITORY } from './repository.ts';

/** What an application imports, and the file that it comes from. */
export interface EntryPoint {
  /** As it is imported: `@couplekit/seo-guard/ads`. */
  readonly specifier: string;
  /** Absolute path of the source. */
  readonly file: string;
}

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** Every public entry point of the packages, as their `exports` name them. */
export function entryPoints(): readonly EntryPoint[] {
  return globSync('packages/*/package.json', { cwd: REPOSITORY })
    .toSorted()
    .flatMap((path) => entryPointsOf(join(REPOSITORY, path)));
}

function entryPointsOf(manifestPath: string): EntryPoint[] {
  const { name, exports } = JSON.parse(readFileSync(manifestPath, 'utf8')) as Manifest;
  return Object.entries(exports).flatMap(([path, target]) =>
    typeof target === 'string'
      ? []
      : [{ specifier: join(name, path), file: join(dirname(manifestPath), sourceOf(target.types)) }],
  );
}

function sourceOf(declarations: string): string {
  return declarations.replace('./dist/', 'src/').replace(/\.d\.ts$/, '.ts');
}

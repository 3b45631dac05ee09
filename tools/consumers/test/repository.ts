import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';

export const ROOT = join(import.meta.dirname, '..', '..', '..');

export const PACKAGES = ['couple-core', 'observability', 'problem-details', 'seo-guard'] as const;

/** A document of this repository, by its path from the root. */
export const readDocument = (path: string) => readFile(join(ROOT, path), 'utf8');

/** The versions that this repository is tested with, by package. */
export async function catalogVersions(): Promise<ReadonlyMap<string, string>> {
  const { catalog } = parse(await readDocument('pnpm-workspace.yaml')) as {
    readonly catalog: Readonly<Record<string, string>>;
  };
  return new Map(Object.entries(catalog));
}

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { writeOptionsTables } from './options-document.ts';
import type { PublicTypes } from './public-types.ts';
import { REPOSITORY } from './repository.ts';

/** READMEs and further documents of the packages, from the root of the repository. */
export function packageDocuments(): readonly string[] {
  return globSync('packages/*/{README.md,docs/*.md}', { cwd: REPOSITORY }).toSorted();
}

/** A document as it stands. */
export async function readDocument(path: string): Promise<string> {
  return readFile(join(REPOSITORY, path), 'utf8');
}

/** A document as the types would have it, in the form that prettier gives it. */
export async function generateDocument(path: string, types: PublicTypes): Promise<string> {
  const written = writeOptionsTables(await readDocument(path), ({ specifier, name }) =>
    types.optionsOf(specifier, name),
  );
  const config = await resolveConfig(join(REPOSITORY, path));
  return format(written, { ...config, parser: 'markdown' });
}

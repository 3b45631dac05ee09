import { execFile } from 'node:child_process';
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));

export interface CompiledServices extends AsyncDisposable {
  readonly directory: string;
}

/** Compiles the services to be run by Node.js, which knows types but not the decorators of Nest. */
export async function compileServices(): Promise<CompiledServices> {
  const parent = join(PACKAGE, '.couplekit');
  await mkdir(parent, { recursive: true });
  // Inside of the package, where they find what it depends on, and the package itself by its name.
  const directory = await mkdtemp(join(parent, 'golden-'));
  const project = join(PACKAGE, 'test/golden/services');
  await promisify(execFile)(join(PACKAGE, 'node_modules/.bin/tsc'), ['-p', project, '--outDir', directory]);
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
}

import type { Packed } from './pack.js';
import { ReleaseError } from './release-error.js';
import { run } from './run.js';

/**
 * Publishes tarballs that npm does not have yet, with provenance.
 * @throws {ReleaseError} outside of GitHub Actions, which alone can say where a package was built
 */
export async function publish(packed: readonly Packed[], root: string): Promise<readonly string[]> {
  if (process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined) {
    throw new ReleaseError('packages are published by the workflow "Release" alone, with provenance');
  }
  const published: string[] = [];
  for (const { name, version, tarball } of packed) {
    if (await isOnNpm(name, version, root)) continue;
    await run(root, 'npm', ['publish', tarball, '--provenance', '--access', 'public']);
    published.push(`${name}@${version}`);
  }
  return published;
}

async function isOnNpm(name: string, version: string, root: string): Promise<boolean> {
  try {
    return (await run(root, 'npm', ['view', `${name}@${version}`, 'version'])).trim() === version;
  } catch (error) {
    if (error instanceof ReleaseError && error.message.includes('E404')) return false;
    throw error;
  }
}

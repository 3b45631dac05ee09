import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packed from '@sparticuz/chromium';

/** Only this user's, so that nobody else's file is run. */
const OWNER = process.getuid?.() ?? 'user';

/**
 * The path of a Chromium that is there as a whole. Several test processes may unpack at once, and the package writes to the
 * folder of temporary files itself, where a half-written browser looks like a whole one: so each unpacks into a folder of
 * its own, and whoever is first renames it.
 */
export async function unpackChromium(): Promise<string> {
  const folder = join(tmpdir(), `couplekit-chromium-${version()}-${OWNER}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return join(folder, 'chromium');
}

async function unpackInto(folder: string): Promise<void> {
  const { TMPDIR } = process.env;
  const own = await mkdtemp(`${folder}-`);
  try {
    process.env.TMPDIR = own;
    await packed.executablePath();
    await rename(own, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    await rm(own, { recursive: true, force: true });
  }
}

/** The folder's name has it, so that another version unpacks anew. */
function version(): string {
  const manifest = findPackageJSON('@sparticuz/chromium', import.meta.url);
  if (manifest === undefined) throw new Error('@sparticuz/chromium is not installed.');
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string }).version;
}

import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { unpack } from '@publint/pack';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { checkContents } from './check-contents.js';
import { ROOT, type PublishedPackage } from './packages.js';
import { run } from './run.js';

/** What would be published of one package. */
export interface Packed {
  readonly name: string;
  readonly version: string;
  readonly tarball: string;
  readonly files: number;
  readonly packedBytes: number;
  readonly unpackedBytes: number;
  /** Packages that npm installs with it, by themselves. */
  readonly dependencies: number;
  /** Everything that is wrong with it. */
  readonly faults: readonly string[];
}

/** Packs a package, and looks at the tarball as its users get it. */
export async function pack({ folder, manifest }: PublishedPackage, destination: string): Promise<Packed> {
  const { name, version, dependencies = {} } = manifest;
  const printed = await run(folder, 'pnpm', ['pack', '--json', '--pack-destination', destination]);
  const { filename } = JSON.parse(printed) as { readonly filename: string };
  const tarball = join(destination, basename(filename));
  const bytes = await readFile(tarball);
  const archive = new Uint8Array(bytes).buffer;
  const { files, rootDir } = await unpack(archive);
  const contents = new Map(
    files.map((file) => [file.name.slice(rootDir.length + 1), Buffer.from(file.data).toString()]),
  );
  return {
    name,
    version,
    tarball,
    files: files.length,
    packedBytes: bytes.length,
    unpackedBytes: files.reduce((sum, file) => sum + file.data.byteLength, 0),
    dependencies: Object.keys(dependencies).length,
    faults: [...checkContents(contents), ...(await publintFaults(archive)), ...(await typeFaults(tarball))],
  };
}

async function publintFaults(tarball: ArrayBuffer): Promise<readonly string[]> {
  const { messages, pkg } = await publint({ pack: { tarball }, strict: true });
  return messages.map((message) => formatMessage(message, pkg) ?? message.code);
}

async function typeFaults(tarball: string): Promise<readonly string[]> {
  const attw = join(ROOT, 'node_modules', '.bin', 'attw');
  return run(ROOT, attw, [tarball, '--quiet', '--profile', 'esm-only']).then(
    () => [],
    (error: unknown) => [String(error)],
  );
}

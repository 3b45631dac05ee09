import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkVersions } from './check-versions.js';
import { pack, type Packed } from './pack.js';
import { publishedPackages, ROOT } from './packages.js';
import { publish } from './publish.js';
import { ReleaseError } from './release-error.js';
import { run } from './run.js';

const USAGE = 'Usage: npm run release [-- --dry-run]\n';

async function release(dryRun: boolean): Promise<void> {
  const destination = await mkdtemp(join(tmpdir(), 'couplekit-release-'));
  try {
    const packages = await publishedPackages();
    const packed = await Promise.all(packages.map((one) => pack(one, destination)));
    process.stdout.write(table(packed));
    const faults = [
      ...checkVersions(packages),
      ...packed.flatMap(({ name, faults: own }) => own.map((fault) => `${name}: ${fault}`)),
    ];
    if (faults.length > 0) throw new ReleaseError(faults.join('\n'));
    const hindrances = await whatHinders();
    if (dryRun) {
      const notes = hindrances.map((hindrance) => `Not yet, because ${hindrance}.\n`);
      process.stdout.write(`\nNothing is wrong with them, and nothing was published.\n${notes.join('')}`);
      return;
    }
    if (hindrances.length > 0) throw new ReleaseError(hindrances.join('\n'));
    for (const one of await publish(packed, ROOT)) process.stdout.write(`published ${one}\n`);
    // The tags, in the words that changesets/action looks for.
    process.stdout.write(await run(ROOT, 'pnpm', ['exec', 'changeset', 'tag']));
  } finally {
    await rm(destination, { recursive: true });
  }
}

/** Why these versions cannot be published as they are here. */
async function whatHinders(): Promise<readonly string[]> {
  const pending = (await readdir(join(ROOT, '.changeset'))).filter((name) => name.endsWith('.md'));
  const changed = await run(ROOT, 'git', ['status', '--porcelain']);
  return [
    ...(pending.length > 0 ? [`changesets wait for \`npm run version\`: ${pending.join(', ')}`] : []),
    ...(changed === '' ? [] : ['there are changes that are not committed']),
  ];
}

function table(packed: readonly Packed[]): string {
  const kB = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
  const rows = packed.map((one) =>
    [one.name, one.version, one.files, kB(one.packedBytes), kB(one.unpackedBytes), one.dependencies].join(
      ' | ',
    ),
  );
  return [
    '| package | version | files | packed | unpacked | dependencies |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

function isDryRun(): boolean | undefined {
  try {
    return parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } }).values['dry-run'];
  } catch {
    return undefined;
  }
}

const dryRun = isDryRun();
if (dryRun === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = 64;
} else {
  try {
    await release(dryRun);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    process.stderr.write(`\nNothing was published:\n${error.message}\n`);
    process.exitCode = 1;
  }
}

import type { PublishedPackage } from './packages.js';

/** What does not agree between the packages: they are released together, and used together. */
export function checkVersions(packages: readonly PublishedPackage[]): readonly string[] {
  return [...differentVersions(packages), ...silentChangelogs(packages), ...differentPeers(packages)];
}

function differentVersions(packages: readonly PublishedPackage[]): readonly string[] {
  const versions = new Set(packages.map(({ manifest }) => manifest.version));
  return versions.size > 1 ? [`the versions differ: ${[...versions].join(', ')}`] : [];
}

function silentChangelogs(packages: readonly PublishedPackage[]): readonly string[] {
  return packages
    .filter(({ manifest, changelog }) => /^## (.+)$/m.exec(changelog)?.[1] !== manifest.version)
    .map(({ manifest }) => `the changelog of ${manifest.name} does not begin with ${manifest.version}`);
}

function differentPeers(packages: readonly PublishedPackage[]): readonly string[] {
  const ranges = Map.groupBy(
    packages.flatMap(({ manifest }) => Object.entries(manifest.peerDependencies ?? {})),
    ([peer]) => peer,
  );
  return [...ranges]
    .map(([peer, entries]) => [peer, new Set(entries.map(([, range]) => range))] as const)
    .filter(([, found]) => found.size > 1)
    .map(([peer, found]) => `the ranges of the peer ${peer} differ: ${[...found].join(', ')}`);
}

import { describe, expect, it } from 'vitest';
import { checkVersions } from './check-versions.js';
import { publishedPackages, type PublishedPackage } from './packages.js';

const release = (name: string, version: string, peer = '^12.0.0'): PublishedPackage => ({
  folder: `/${name}`,
  manifest: { name, version, peerDependencies: { '@nestjs/common': peer } },
  changelog: `# ${name}\n\n## ${version}\n\n### Minor Changes\n`,
});

describe('versions of packages that are released together', () => {
  it('are right when they are one, with their entries and the same peers', () => {
    expect(checkVersions([release('a', '1.2.0'), release('b', '1.2.0')])).toEqual([]);
  });

  it('are wrong when one differs', () => {
    expect(checkVersions([release('a', '1.2.0'), release('b', '1.3.0')])).toEqual([
      'the versions differ: 1.2.0, 1.3.0',
    ]);
  });

  it('are wrong when a changelog does not tell what is new', () => {
    const silent = { ...release('a', '1.2.0'), changelog: '# a\n\n## 1.1.0\n' };
    expect(checkVersions([silent])).toEqual(['the changelog of a does not begin with 1.2.0']);
  });

  it('are wrong when peers exclude each other', () => {
    expect(checkVersions([release('a', '1.2.0'), release('b', '1.2.0', '^11.0.0')])).toEqual([
      'the ranges of the peer @nestjs/common differ: ^12.0.0, ^11.0.0',
    ]);
  });

  it('are right in this repository', async () => {
    const packages = await publishedPackages();
    expect(packages.map(({ manifest }) => manifest.name)).toEqual(
      ['couple-core', 'observability', 'problem-details', 'seo-guard'].map((name) => `@couplekit/${name}`),
    );
    expect(checkVersions(packages)).toEqual([]);
  });
});

import { posix } from 'node:path';
import type { Manifest } from './packages.js';

/** Files of a tarball, by their path in the package. */
export type Contents = ReadonlyMap<string, string>;

const EVERY_PACKAGE_HAS = ['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md'];
const NOT_FOR_OTHERS = /\.spec\.|\.fixture\.|\.tsbuildinfo$|^test\//;

/** What is wrong with what a package would hand out. */
export function checkContents(contents: Contents): readonly string[] {
  const manifest = JSON.parse(contents.get('package.json') ?? '{}') as Manifest;
  return [
    ...EVERY_PACKAGE_HAS.filter((path) => !contents.has(path)).map((path) => `${path} is missing`),
    ...targetsOf(manifest)
      .filter((path) => !contents.has(path))
      .map((path) => `${path} is named by package.json, and missing`),
    ...[...contents.keys()]
      .filter((path) => NOT_FOR_OTHERS.test(path))
      .map((path) => `${path} is not for others`),
    ...Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
      .filter(([, range]) => /^(?:workspace|catalog|file|link):/.test(range))
      .map(([name, range]) => `${name} is ${range}, which only this repository knows`),
    ...[...contents].flatMap(([path, text]) => lostSources(path, text, contents)),
  ];
}

/** Paths behind `exports` and `bin`. */
function targetsOf({ exports = {}, bin = {} }: Manifest): readonly string[] {
  const paths = (value: unknown): readonly string[] => {
    if (typeof value === 'string') return [value];
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(paths) : [];
  };
  return [...paths(exports), ...Object.values(bin)].map((path) => posix.normalize(path));
}

/** Debuggers and editors follow maps to files of the package. */
function lostSources(path: string, text: string, contents: Contents): readonly string[] {
  if (!path.endsWith('.map')) return [];
  const { sources } = JSON.parse(text) as { readonly sources: readonly string[] };
  return sources
    .map((source) => posix.join(posix.dirname(path), source))
    .filter((source) => !contents.has(source))
    .map((source) => `${path} leads to ${source}, which is missing`);
}

import { describe, expect, it } from 'vitest';
import { checkContents } from './check-contents.js';

const manifest = {
  name: '@couplekit/x',
  version: '1.0.0',
  exports: {
    '.': { types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  bin: { x: './dist/cli/main.js' },
  dependencies: { commander: '^15.0.0' },
};
const whole = {
  'package.json': JSON.stringify(manifest),
  'README.md': '',
  LICENSE: '',
  'CHANGELOG.md': '',
  'dist/index.js': '',
  'dist/index.d.ts': '',
  'dist/index.js.map': JSON.stringify({ sources: ['../src/index.ts'] }),
  'dist/cli/main.js': '',
  'src/index.ts': '',
};
const contents = (change: Readonly<Record<string, string | undefined>> = {}) =>
  new Map(
    Object.entries({ ...whole, ...change }).flatMap(([path, text]) =>
      text === undefined ? [] : [[path, text]],
    ),
  );

describe('what a package would hand out', () => {
  it('is right when everything that it names is there', () => {
    expect(checkContents(contents())).toEqual([]);
  });

  it.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    ['a licence is missing', { LICENSE: undefined }, 'LICENSE is missing'],
    [
      'an entry is missing',
      { 'dist/index.d.ts': undefined },
      'dist/index.d.ts is named by package.json, and missing',
    ],
    [
      'a program is missing',
      { 'dist/cli/main.js': undefined },
      'dist/cli/main.js is named by package.json, and missing',
    ],
    ['a test is in it', { 'src/index.spec.ts': '' }, 'src/index.spec.ts is not for others'],
    [
      'a map leads nowhere',
      { 'src/index.ts': undefined },
      'dist/index.js.map leads to src/index.ts, which is missing',
    ],
    [
      'a version is of this repository',
      { 'package.json': JSON.stringify({ ...manifest, dependencies: { commander: 'catalog:' } }) },
      'commander is catalog:, which only this repository knows',
    ],
  ])('is wrong when %s', (_, change, fault) => {
    expect(checkContents(contents(change))).toEqual([fault]);
  });
});

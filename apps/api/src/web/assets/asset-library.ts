import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import { FontSlices } from './font-slices.js';

/** From `src/web/assets` or `dist/web/assets`. */
const OWN = join(import.meta.dirname, '..', '..', '..', 'assets');

const TYPEFACE_CSS = 'pretendardvariable-dynamic-subset.css';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};

/** Encodings that are made, the best one first. */
const ENCODERS = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  gzip: (body: Buffer) => promisify(gzip)(body, { level: 9 }),
} as const;

/** How the bytes of a file are encoded. */
export type Encoding = keyof typeof ENCODERS;

/** A file that browsers may keep for ever: its address changes when it does. */
export class Asset {
  private readonly encoded = new Map<Encoding, Promise<Buffer>>();

  constructor(
    readonly body: Buffer,
    readonly type: string,
  ) {}

  /** Fonts and pictures are compressed already. */
  get compresses(): boolean {
    return /^text|svg|json/.test(this.type);
  }

  /** The file in an encoding, compressed when it is first asked for. */
  encodedAs(encoding: Encoding): Promise<Buffer> {
    const known = this.encoded.get(encoding) ?? ENCODERS[encoding](this.body);
    this.encoded.set(encoding, known);
    return known;
  }
}

/**
 * The files of `assets/` below a folder named by their common hash, so that they can refer to each other by relative names, and
 * Pretendard, the typeface, below its version. All are read at the start; nothing else can be asked for.
 */
@Injectable()
export class AssetLibrary {
  private readonly assets: ReadonlyMap<string, Asset>;
  private readonly hash: string;
  private readonly typeface: { readonly css: string; readonly folder: string; readonly slices: FontSlices };

  constructor() {
    const own = readFolder(OWN);
    const hash = createHash('sha256');
    for (const [name, { body }] of own) hash.update(`${name}\0${body.length}\0`).update(body);
    this.hash = hash.digest('hex').slice(0, 12);
    const { folder, version } = pretendard();
    const css = withoutSwapping(readFileSync(join(folder, TYPEFACE_CSS), 'utf8'));
    this.typeface = {
      css: `pretendard-${version}/${TYPEFACE_CSS}`,
      folder: `pretendard-${version}`,
      slices: new FontSlices(css),
    };
    this.assets = new Map([
      ...own.map(([name, asset]) => [`${this.hash}/${name}`, asset] as const),
      [this.typeface.css, new Asset(Buffer.from(css), TYPES['.css'] ?? '')],
      ...readFolder(folder, /^woff2-dynamic-subset\//).map(
        ([name, asset]) => [`${this.typeface.folder}/${name}`, asset] as const,
      ),
    ]);
  }

  /**
   * The path of a file: of `assets/`, or `pretendard.css`.
   * @throws {Error} when there is no such file
   */
  urlOf(name: string): string {
    const key = name === 'pretendard.css' ? this.typeface.css : `${this.hash}/${name}`;
    if (!this.assets.has(key)) throw new Error(`There is no file "${name}" in assets/.`);
    return `/assets/${key}`;
  }

  /** Paths of the typeface's files for a text, the most needed first. */
  fontsFor(text: string, most: number): readonly string[] {
    const { folder, slices } = this.typeface;
    return slices.filesFor(text, most).map((file) => `/assets/${folder}/${file}`);
  }

  /** The file at a path below `/assets/`. */
  find(path: string): Asset | undefined {
    return this.assets.get(path);
  }

  /** Today's file of that name for a path of another build: pages and instances of two builds meet while one replaces the other. */
  findOfOtherBuild(path: string): Asset | undefined {
    const [, kind, name = ''] = /^([0-9a-f]{12}|pretendard-[\d.]+)\/(.+)$/.exec(path) ?? [];
    if (kind === undefined) return undefined;
    return this.assets.get(`${kind.startsWith('pretendard-') ? this.typeface.folder : this.hash}/${name}`);
  }
}

/** A typeface that comes late would move what somebody reads: the page keeps the one it has, and the next page has this one. */
function withoutSwapping(css: string): string {
  return css.replaceAll('font-display: swap', 'font-display: optional');
}

function readFolder(folder: string, wanted = /./): readonly (readonly [name: string, asset: Asset])[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, name: path.slice(folder.length + 1).replaceAll('\\', '/') }))
    .filter(({ name }) => wanted.test(name) && TYPES[extname(name)] !== undefined)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ path, name }) => [name, new Asset(readFileSync(path), TYPES[extname(name)] ?? '')] as const);
}

/** The variable font in slices by `unicode-range`: a page loads only those that its letters are in, for all weights at once. */
function pretendard(): { readonly folder: string; readonly version: string } {
  const manifest = createRequire(import.meta.url).resolve('pretendard/package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
  return { folder: join(dirname(manifest), 'dist', 'web', 'variable'), version };
}

import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePng, type Pixels } from './encode-png.js';

/** What somebody else reads from a PNG. */
function decoded({ width, height }: Pixels, png: Buffer): Uint8Array {
  const image = `<image width="${width}" height="${height}" href="data:image/png;base64,${png.toString('base64')}"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${image}</svg>`;
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().pixels;
}

describe('encodePng', () => {
  it('writes what a decoder reads, pixel by pixel', () => {
    const side = fc.integer({ min: 1, max: 24 });
    const pictures = fc.tuple(side, side).chain(([width, height]) =>
      fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }).map((bytes) => {
        // Opaque, as cards are: colours that shine through are stored otherwise.
        const pixels = bytes.map((value, at) => (at % 4 === 3 ? 255 : value));
        return { width, height, pixels };
      }),
    );
    fc.assert(
      fc.property(pictures, (picture) => {
        expect([...decoded(picture, encodePng(picture))]).toEqual([...picture.pixels]);
      }),
    );
  });

  it('says how large it is', () => {
    const png = encodePng({ width: 3, height: 2, pixels: new Uint8Array(24) });
    expect([png.readUInt32BE(0), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([0x89504e47, 3, 2]);
  });
});

import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Flat colours and thin edges: a higher level takes several times as long for a tenth less. */
const LEVEL = 1;
/** Each row is told by how it differs from the one above (PNG, section 9.2). */
const UP = 2;

/** A picture without compression. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue and alpha of each pixel, a byte each, rows from the top. */
  readonly pixels: Uint8Array;
}

/**
 * Encodes a picture as PNG, 8 bits, true colour with alpha; faster than encoders that look for the best filter of each row.
 * @see https://www.w3.org/TR/png-3/
 */
export function encodePng({ width, height, pixels }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Bit depth 8, colour type 6, and the only compression, filter method and interlacing that are meant here.
  header.set([8, 6, 0, 0, 0], 8);
  const data = deflateSync(filtered(pixels, { width, height }), { level: LEVEL });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function filtered(pixels: Uint8Array, { width, height }: Pick<Pixels, 'width' | 'height'>): Buffer {
  const differences = upwards(pixels, width);
  const row = width * 4;
  const rows = Buffer.allocUnsafe((row + 1) * height);
  for (let y = 0; y < height; y++) {
    rows[y * (row + 1)] = UP;
    rows.set(differences.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  }
  return rows;
}

/** Every byte less the one above it, modulo 256: four at a time, without a borrow from one to the next. */
function upwards(pixels: Uint8Array, width: number): Uint8Array {
  const words = new Uint32Array(pixels.slice().buffer);
  const differences = words.slice();
  for (let at = width; at < words.length; at++) {
    const [a, b] = [words[at] ?? 0, words[at - width] ?? 0];
    if (a === b) differences[at] = 0;
    else differences[at] = ((a | 0x80808080) - (b & 0x7f7f7f7f)) ^ ((a ^ ~b) & 0x80808080);
  }
  return new Uint8Array(differences.buffer);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const framed = Buffer.alloc(12 + data.length);
  framed.writeUInt32BE(data.length, 0);
  framed.write(type, 4, 'latin1');
  framed.set(data, 8);
  framed.writeUInt32BE(crc32(framed.subarray(4, 8 + data.length)), 8 + data.length);
  return framed;
}

import { decodeQR } from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { qrPicture } from './qr-picture.js';

const LINK = `https://couple.example/invite#${'aB3_-'.repeat(8)}xyz`;
const PIXELS = 4;

/** Paints the rectangles of the path, as a browser would. */
function painted(svg: string): { width: number; height: number; data: Uint8ClampedArray } {
  const size = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1]);
  const width = size * PIXELS;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y, length] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let py = Number(y) * PIXELS; py < (Number(y) + 1) * PIXELS; py++) {
      for (let px = Number(x) * PIXELS; px < (Number(x) + Number(length)) * PIXELS; px++) {
        data.fill(0, (py * width + px) * 4, (py * width + px) * 4 + 3);
      }
    }
  }
  return { width, height: width, data };
}

describe('a QR picture', () => {
  it.each([LINK, '안녕하세요', 'x'.repeat(300)])('is read back as %s', (text) => {
    expect(decodeQR(painted(qrPicture(text, 'QR').text))).toBe(text);
  });

  it('says what it is, escaped, and has no style that the content policy stops', () => {
    const { text } = qrPicture(LINK, '"<b>');
    expect(text).toContain('aria-label="&quot;&lt;b&gt;"');
    expect(text).not.toContain('style=');
  });
});

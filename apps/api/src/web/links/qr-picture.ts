import { encodeQR } from 'qr';
import { escapeText, Markup } from '../pages/markup.js';

/** Empty modules around the symbol (ISO/IEC 18004 section 5.3.8). */
const QUIET_ZONE = 4;

/**
 * A QR code as SVG, dark on white in every colour scheme because some cameras read no other.
 * @param title what somebody hears who does not see it
 * @throws {Error} for a text that does not fit (2331 bytes)
 */
export function qrPicture(text: string, title: string): Markup {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_ZONE });
  const size = rows.length;
  const path = rows.flatMap((row, y) => runs(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`));
  return new Markup(
    `<svg class="qr" viewBox="0 0 ${size} ${size}" width="240" height="240" role="img" aria-label="${escapeText(title)}" shape-rendering="crispEdges">` +
      `<rect width="${size}" height="${size}" fill="#fff"/><path fill="#2b2320" d="${path.join('')}"/></svg>`,
  );
}

/** Where dark modules stand side by side, and how many. */
function runs(row: readonly boolean[]): readonly (readonly [start: number, length: number])[] {
  return row.flatMap((dark, x) => {
    if (!dark || row[x - 1]) return [];
    const end = row.findIndex((other, index) => index > x && !other);
    return [[x, (end === -1 ? row.length : end) - x] as const];
  });
}

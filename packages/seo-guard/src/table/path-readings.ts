/** The path of a URL or request target, as it was written. */
export function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\]*/i, '') || '/';
}

/**
 * The path of a request target in every way a router might read it. Percent-encoding that no router reads in two ways is
 * decoded (RFC 3986 section 6.2.2.2); of what is left, there is a reading as it came and one decoded, with repeated slashes
 * and without, cut at a semicolon and not. All of them count, so reading too much only guards more.
 */
export function pathReadings(target: string): readonly string[] {
  const path = pathOf(target);
  if (!UNUSUAL.test(path)) return [path];
  const plain = path.replace(ENCODED, decodePlain);
  if (!UNUSUAL.test(plain)) return [plain];
  const readings = [plain, plain.replace(ENCODED, decodeAll)].flatMap((reading) => [
    reading,
    reading.replace(/;.*$/s, ''),
  ]);
  return [...new Set(readings.flatMap((reading) => [reading, reading.replace(/[\\/]+/g, '/')]))];
}

const UNUSUAL = /[%;\\]|\/\//;
const ENCODED = /(?:%[0-9a-f]{2})+/gi;

/** Everything but what separates parts of a path; a run that is not UTF-8 stays. */
function decodePlain(encoded: string): string {
  try {
    return decodeURIComponent(encoded).replace(/[\0-\x1f\x7f/\\;?#%]/g, encodeURIComponent); // oxlint-disable-line no-control-regex
  } catch {
    return encoded;
  }
}

function decodeAll(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}

/**
 * The path of a request target in every way a router might read it: as it came and percent-decoded, with repeated slashes and
 * without, cut at a semicolon and not. Reading too much only guards more; a part that cannot be decoded stays as it came.
 */
export function pathReadings(target: string): readonly string[] {
  const path = target.replace(/[?#].*$/s, '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/\\]*/i, '') || '/';
  if (!UNUSUAL.test(path)) return [path];
  const decoded = path.replace(/(?:%[0-9a-f]{2})+/gi, decode);
  const readings = [path, decoded].flatMap((reading) => [reading, reading.replace(/;.*$/s, '')]);
  return [...new Set(readings.flatMap((reading) => [reading, reading.replace(/[\\/]+/g, '/')]))];
}

const UNUSUAL = /[%;\\]|\/\//;

function decode(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
}

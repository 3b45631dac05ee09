/**
 * The text of a body. JSON is UTF-8 and its media types have no charset parameter (RFC 8259 sections 8.1 and 11), so valid
 * UTF-8 is that, whatever `charset` says; a byte order mark is dropped. Only bytes that are not UTF-8 are read as a mark
 * of UTF-16 or the charset says, for old servers.
 */
export function decodeText(bytes: Uint8Array, charset: string | undefined): string {
  const utf8 = decode(bytes, 'utf-8', true);
  if (utf8 !== undefined) return utf8;
  const label = UTF16_MARKS[`${bytes[0]},${bytes[1]}`] ?? charset ?? 'utf-8';
  return decode(bytes, label, false) ?? new TextDecoder().decode(bytes);
}

const UTF16_MARKS: Readonly<Record<string, string>> = { '254,255': 'utf-16be', '255,254': 'utf-16le' };

function decode(bytes: Uint8Array, label: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

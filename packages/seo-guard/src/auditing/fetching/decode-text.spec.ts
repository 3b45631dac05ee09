import { expect, it } from 'vitest';
import { decodeText } from './decode-text.js';

const EUC_KR = Uint8Array.of(0xc7, 0xd1, 0xb1, 0xdb);
const text = (type: string, ...parts: readonly (string | Uint8Array)[]) =>
  decodeText({
    headers: [['content-type', type]],
    body: Buffer.concat(parts.map((part) => Buffer.from(part as string))),
  });

it.each<[string, string, string]>([
  ['a charset of the header', text('text/html; charset="EUC-KR"', EUC_KR), '한글'],
  ['a charset of the page', text('text/html', '<meta charset=euc-kr>', EUC_KR), '<meta charset=euc-kr>한글'],
  ['a charset in http-equiv', text('text/html', '<meta http-equiv=content-type content="text/html; charset=euc-kr">', EUC_KR).slice(-2), '한글', ],
  ['a charset of XML', text('application/xhtml+xml', '<?xml version="1.0" encoding="euc-kr"?>', EUC_KR).slice(-2), '한글'],
  ['the header before the page', text('text/html; charset=utf-8', '<meta charset=euc-kr>한글').slice(-2), '한글'],
  ['a byte order mark before the header', text('text/html; charset=euc-kr', '\ufeff한글'), '한글'],
  ['UTF-16', text('text/html', Buffer.from('\ufeff한글', 'utf16le')), '한글'],
  ['UTF-8 for a charset that nobody knows', text('text/html; charset=x-unknown', '한글'), '한글'],
  ['UTF-8 for none', text('text/html', '한글'), '한글'],
])('reads %s', (_, decoded, expected) => {
  expect(decoded).toBe(expected);
}); // prettier-ignore

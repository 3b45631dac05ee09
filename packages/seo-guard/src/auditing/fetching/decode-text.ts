import { headerValue, type Answer } from './answer.js';

/** How much of a page is searched for the name of its encoding (HTML section 13.2.3.2). */
const PRESCAN_BYTES = 1024;

/**
 * The text of a body: by its byte order mark, its Content-Type, or what the page says of itself; UTF-8 where that names no
 * encoding. Source: https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
 */
export function decodeText({ headers, body }: Pick<Answer, 'headers' | 'body'>): string {
  const start = Buffer.from(body.subarray(0, PRESCAN_BYTES)).toString('latin1');
  const labels = [
    markOf(body),
    charsetIn(headerValue({ headers }, 'content-type')),
    charsetIn(
      /<meta[^>]+charset\s*=[^>]*>/i.exec(start)?.[0] ??
        /^<\?xml[^>]+>/.exec(start)?.[0].replace('encoding', 'charset') ??
        '',
    ),
  ];
  const decoders = labels.flatMap((label) => (label === undefined ? [] : decoderOf(label)));
  return (decoders[0] ?? new TextDecoder()).decode(body);
}

function markOf(body: Uint8Array): string | undefined {
  const [first, second] = body;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && body[2] === 0xbf ? 'utf-8' : undefined;
}

function charsetIn(text: string): string | undefined {
  return /charset\s*=\s*["']?([^\s"';/>]+)/i.exec(text)?.[1];
}

function decoderOf(label: string): readonly InstanceType<typeof TextDecoder>[] {
  try {
    return [new TextDecoder(label)];
  } catch {
    return [];
  }
}

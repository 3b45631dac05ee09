import { gunzipSync } from 'node:zlib';
import { Parser } from 'htmlparser2';

/** What a sitemap lists. */
export interface Sitemap {
  /** URLs of pages. */
  readonly pages: readonly string[];
  /** URLs of further sitemaps, of a sitemap index. */
  readonly sitemaps: readonly string[];
}

/** Most bytes that a compressed sitemap may become: https://www.sitemaps.org/protocol.html names 50 MB. */
const MAX_BYTES = 50 * 1024 * 1024;

/**
 * Reads a sitemap, a sitemap index or a text file of URLs; nothing when it is none of them.
 * Source: https://www.sitemaps.org/protocol.html
 */
export function readSitemap(body: Uint8Array): Sitemap | undefined {
  const text = new TextDecoder().decode(unzipped(body)).trim();
  if (!text.startsWith('<')) return readList(text);
  const pages: string[] = [];
  const sitemaps: string[] = [];
  const open: string[] = [];
  let isSitemap = false;
  let location = '';
  const parser = new Parser(
    {
      onopentag(name) {
        open.push(local(name));
        isSitemap ||= /^(?:urlset|sitemapindex)$/.test(open[0] ?? '');
        location = '';
      },
      ontext(data) {
        if (open.at(-1) === 'loc') location += data;
      },
      onclosetag() {
        const [parent, name] = open.slice(-2);
        if (name === 'loc' && parent === 'url') pages.push(location.trim());
        if (name === 'loc' && parent === 'sitemap') sitemaps.push(location.trim());
        open.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(text);
  return isSitemap ? { pages, sitemaps } : undefined;
}

function readList(text: string): Sitemap | undefined {
  const lines = text.split(/\s*\n\s*/).filter(Boolean);
  return lines.length > 0 && lines.every((line) => URL.canParse(line))
    ? { pages: lines, sitemaps: [] }
    : undefined;
}

function local(name: string): string {
  return name.replace(/^.*:/, '').toLowerCase();
}

function unzipped(body: Uint8Array): Uint8Array {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: MAX_BYTES });
  } catch {
    return new Uint8Array();
  }
}

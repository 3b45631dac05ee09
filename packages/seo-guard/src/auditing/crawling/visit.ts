import { mediaTypeOf, type Answer, type NoAnswer } from '../fetching/answer.js';
import { decodeText } from '../fetching/decode-text.js';
import type { Page } from '../reading/page.js';
import { readLinkHeader } from '../reading/read-link-header.js';
import { readPage } from '../reading/read-page.js';
import type { ProbeName } from './probe.js';

/** One request of the audit and what came of it. */
export interface Visit {
  /** How its URL was found: `seed`, `sitemap`, `table`, a kind of link; or `probe`. */
  readonly kind: string;
  /** The page that leads to it. */
  readonly from?: string;
  readonly probe?: ProbeName;
  readonly answer: Answer | NoAnswer;
  /** What an answer that is a page says; with the links of its headers. */
  readonly page?: Page;
}

/** A visit that was answered. */
export interface Answered extends Visit {
  readonly answer: Answer;
}

export function isAnswered(visit: Visit): visit is Answered {
  return 'status' in visit.answer;
}

/** Reads what an answer says to crawlers: its HTML, and its Link and Location headers. */
export function pageOf(answer: Answer): Page {
  const html = isHtml(answer) ? readPage(decodeText(answer), answer.url) : NO_PAGE;
  const fromHeaders = headerReferences(answer);
  const resolved = fromHeaders.map(({ reference, kind }) => ({
    reference,
    kind,
    url: resolve(reference, answer.url),
  }));
  return {
    metas: html.metas,
    canonicals: [
      ...html.canonicals,
      ...resolved
        .filter(({ kind }) => kind === 'link[rel=canonical]')
        .map(({ reference, url }) => ({ reference, url, isInHead: true })),
    ],
    links: [
      ...html.links,
      ...resolved.flatMap(({ url, kind }) => (url === undefined ? [] : [{ url, kind }])),
    ],
  };
}

const NO_PAGE: Page = { metas: [], canonicals: [], links: [] };

function isHtml(answer: Answer): boolean {
  const type = mediaTypeOf(answer);
  if (answer.body.length === 0) return false;
  return type === 'text/html' || type === 'application/xhtml+xml' || (type === '' && answer.body[0] === 0x3c);
}

function headerReferences(answer: Answer) {
  return answer.headers.flatMap(([name, value]) => {
    if (name === 'link') return readLinkHeader(value);
    return name === 'location' ? [{ reference: value, kind: 'header Location' }] : [];
  });
}

function resolve(reference: string, from: string): string | undefined {
  return URL.canParse(reference, from) ? new URL(reference, from).href : undefined;
}

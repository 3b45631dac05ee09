/** Why a URL was not visited. */
export type SkipReason = 'too-many-pages' | 'too-deep' | 'too-long' | 'repeating' | 'too-many-queries';

/** Where a crawl ends. */
export interface CrawlLimits {
  readonly maxPages: number;
  /** Most links between a page where the crawl starts and another. */
  readonly maxDepth: number;
}

/** A URL that is to be visited. */
export interface Waiting {
  readonly url: URL;
  /** Links between it and a page where the crawl started. */
  readonly depth: number;
  /** How it was found: `seed`, `sitemap`, or a kind of link. */
  readonly kind: string;
  /** The page that leads to it. */
  readonly from?: string;
}

const MAX_URL_LENGTH = 2_000;
/** A filter or calendar makes endless queries of one page. */
const MAX_QUERIES_PER_PATH = 20;
/** A relative link that leads below itself makes endless paths. */
const MAX_EQUAL_SEGMENTS = 3;

/** The URLs of a crawl that were found and not visited yet, each of them once, and what was left out. */
export class Frontier {
  private readonly known = new Set<string>();
  private readonly queries = new Map<string, number>();
  private readonly waiting: Waiting[] = [];
  private readonly left = new Map<SkipReason, number>();
  private admitted = 0;

  constructor(private readonly limits: CrawlLimits) {}

  /** Takes a URL in, unless it is known or one of the limits keeps it out. */
  add(candidate: Waiting): void {
    const { href } = candidate.url;
    if (this.known.has(href)) return;
    this.known.add(href);
    const reason = this.reasonAgainst(candidate);
    if (reason) {
      this.left.set(reason, (this.left.get(reason) ?? 0) + 1);
      return;
    }
    this.admitted += 1;
    this.waiting.push(candidate);
  }

  /** The next ones, in the order in which they were found; empty at the end of the crawl. */
  take(count: number): readonly Waiting[] {
    return this.waiting.splice(0, count);
  }

  /** How many URLs were left out, by reason. */
  get skipped(): Readonly<Partial<Record<SkipReason, number>>> {
    return Object.fromEntries(this.left);
  }

  private reasonAgainst({ url, depth }: Waiting): SkipReason | undefined {
    if (depth > this.limits.maxDepth) return 'too-deep';
    if (url.href.length > MAX_URL_LENGTH) return 'too-long';
    if (repeats(url.pathname)) return 'repeating';
    if (this.admitted >= this.limits.maxPages) return 'too-many-pages';
    const queries = (this.queries.get(url.pathname) ?? 0) + (url.search === '' ? 0 : 1);
    this.queries.set(url.pathname, queries);
    return queries > MAX_QUERIES_PER_PATH ? 'too-many-queries' : undefined;
  }
}

function repeats(path: string): boolean {
  const segments = path.split('/').filter(Boolean);
  return segments.some(
    (segment) => segments.filter((other) => other === segment).length > MAX_EQUAL_SEGMENTS,
  );
}

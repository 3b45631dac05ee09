import { robotsPattern, type RobotsPattern } from './robots-pattern.js';

/** One `Allow` or `Disallow` line. */
export interface CrawlLine {
  /** From 1. */
  readonly number: number;
  /** As it is written, without a comment. */
  readonly text: string;
  readonly allows: boolean;
  readonly pattern: RobotsPattern;
}

/** What a robots.txt says. */
export interface RobotsTxt {
  /** Lines by the crawler's name in lower case; `*` is every crawler that has none of its own. */
  readonly groups: ReadonlyMap<string, readonly CrawlLine[]>;
  /** URLs of sitemaps. */
  readonly sitemaps: readonly string[];
}

/**
 * Reads a robots.txt as RFC 9309 section 2.2 has crawlers do it: groups of one crawler are one group, names are without regard
 * to case and version, lines that nobody knows change nothing.
 */
export function readRobotsTxt(text: string): RobotsTxt {
  const groups = new Map<string, CrawlLine[]>();
  const sitemaps: string[] = [];
  let agents: string[] = [];
  let named = false;
  for (const { number, key, value, line } of records(text)) {
    if (key === 'user-agent') {
      agents = [...(named ? agents : []), agentOf(value)];
      named = true;
      for (const agent of agents) if (!groups.has(agent)) groups.set(agent, []);
    } else if (key === 'allow' || key === 'disallow') {
      named = false;
      // An empty path matches nothing.
      if (value === '') continue;
      const rule = { number, text: line, allows: key === 'allow', pattern: robotsPattern(value) };
      for (const agent of new Set(agents)) groups.get(agent)?.push(rule);
    } else if (key === 'sitemap' && value !== '') sitemaps.push(value);
  }
  return { groups, sitemaps };
}

interface TextRecord {
  readonly number: number;
  readonly line: string;
  readonly key: string;
  readonly value: string;
}

function records(text: string): readonly TextRecord[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .flatMap((raw, index) => {
      const line = raw.replace(/#.*/, '').trim();
      // Google's crawler forgives a missing colon.
      const [, key, value = ''] = /^([\w-]+)\s*(?::\s*|\s+(?=\S+$)|$)(.*)$/.exec(line) ?? [];
      return key === undefined ? [] : [{ number: index + 1, line, key: key.toLowerCase(), value }];
    });
}

/** The product token of a `User-agent` line: `googlebot` of `Googlebot/2.1`. */
function agentOf(value: string): string {
  return value.startsWith('*') ? '*' : (/^[\w-]*/.exec(value)?.[0] ?? '').toLowerCase();
}

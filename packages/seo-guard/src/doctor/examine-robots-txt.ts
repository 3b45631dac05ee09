import { groupOf } from '../site-files/robots-txt/crawl-verdict.js';
import type { CrawlLine, RobotsTxt } from '../site-files/robots-txt/read-robots-txt.js';
import { findPaths, SearchLimitError } from './find-paths.js';
import type { GuardedTable } from './guarded-table.js';
import { isNoindexed, namedCrawlers } from './is-noindexed.js';
import type { Language } from './language.js';
import { lineLanguage, meantLanguage } from './robots-language.js';
import { routeLanguage } from './route-language.js';

/**
 * Where a robots.txt keeps crawlers from seeing a noindex of the table, one sentence each. Patterns are compared as patterns:
 * a `Disallow` is a problem if there is any path that it forbids and that a rule keeps out of search results.
 */
export function examineRobotsTxt(
  robotsTxt: RobotsTxt,
  table: GuardedTable,
  otherCrawlers: readonly string[],
): readonly string[] {
  const problems = new Map<number, string>();
  const named = table.rules.flatMap(({ robots }) => namedCrawlers(robots));
  for (const [group, lines] of robotsTxt.groups) {
    if (otherCrawlers.includes(group)) continue;
    const crawlers = named.filter((name) => groupOf(robotsTxt, name) === group);
    for (const line of lines) {
      if (line.allows) continue;
      const problem = examineLine({ line, lines, crawlers, table });
      // A line of a group for several crawlers is told once.
      if (problem !== undefined) problems.set(line.number, problem);
    }
  }
  return [...problems.values()];
}

interface ExaminedLine {
  readonly line: CrawlLine;
  /** All lines of its group. */
  readonly lines: readonly CrawlLine[];
  /** Crawlers that obey the group, and that rules name. */
  readonly crawlers: readonly string[];
  readonly table: GuardedTable;
}

function examineLine({ line, lines, crawlers, table }: ExaminedLine): string | undefined {
  const allowing = lines
    .filter(({ allows, pattern }) => allows && pattern.length >= line.pattern.length)
    .map(({ pattern }) => pattern);
  const forbidden: Forbidden = {
    language: lineLanguage(line.pattern),
    allowed: allowing.map(lineLanguage),
    meant: allowing.map(meantLanguage),
  };
  const told = tell(line);
  try {
    for (const { path, source, robots } of table.rules) {
      if (!isNoindexed(robots, crawlers)) continue;
      const example = hiddenPath(path, forbidden);
      if (example === undefined) continue;
      return `${told} forbids ${example}, which ${source} keeps out of search results: a crawler that may not fetch it never sees its noindex. Remove the line, or narrow it.`;
    }
    const [example] = findPaths({ all: [forbidden.language], none: forbidden.allowed });
    // Other lines of the group allow all of it.
    if (example === undefined) return undefined;
    const unseen = table.noindexBy(example, crawlers);
    if (unseen === undefined || coversIndexable(forbidden, table, crawlers)) return undefined;
    return `${told} forbids only paths that are not to be indexed, such as ${example} (${unseen}): a crawler that may not fetch them never sees their noindex. Remove the line, or declare what may be indexed there by a rule.`;
  } catch (error) {
    if (!(error instanceof SearchLimitError)) throw error;
    return `${told} cannot be compared with the rules: ${error.message}. Use fewer "*" in it and in the Allow lines beside it.`;
  }
}

/** What a line keeps from crawlers. */
interface Forbidden {
  readonly language: Language;
  /** Lines that are stronger. */
  readonly allowed: readonly Language[];
  /** The same, as far as they are meant. */
  readonly meant: readonly Language[];
}

/** The shortest path of a rule that is forbidden, spelled as the rule is if there is such a one. */
function hiddenPath(rule: string, { language, allowed, meant }: Forbidden): string | undefined {
  const [written] = findPaths({ all: [language, routeLanguage(rule, 'written')], none: allowed });
  if (written !== undefined) return written;
  const [other] = findPaths({ all: [language, routeLanguage(rule, 'any')], none: meant });
  return other;
}

/** Whether a line forbids something that a rule declares to be indexable: keeping crawlers off that is what it is for. */
function coversIndexable(
  { language, allowed }: Forbidden,
  table: GuardedTable,
  crawlers: readonly string[],
): boolean {
  for (const { path, robots } of table.rules) {
    if (isNoindexed(robots, crawlers)) continue;
    const paths = findPaths({ all: [language, routeLanguage(path, 'written')], none: allowed });
    for (const example of paths) if (table.noindexBy(example, crawlers) === undefined) return true;
  }
  return false;
}

/** A line as people find it again. */
export function tell({ number, text }: CrawlLine): string {
  return `robots.txt line ${number} "${text}"`;
}

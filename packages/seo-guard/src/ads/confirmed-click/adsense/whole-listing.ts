import type { AdSenseClient } from './adsense-client.js';
import type { PolicyIssue } from './policy-issue.js';

/** Requests a poll spends on asking for issues by name. Google allows 100 a minute. */
export const MOST_QUESTIONS = 50;

/**
 * The listing, with the known issues that it misses asked for one by one: an issue counts as gone only when AdSense says so of
 * it, since issues can move from one page to another while the pages are read. Beyond `MOST_QUESTIONS` they are taken to be
 * still there, and asked for next time.
 * @throws {AdSenseError} when any answer is missing: half a listing looks like good news
 */
export async function wholeListing(
  client: Pick<AdSenseClient, 'list' | 'get'>,
  known: readonly PolicyIssue[],
  signal: AbortSignal,
): Promise<readonly PolicyIssue[]> {
  const listed = await client.list(signal);
  const names = new Set(listed.map(({ name }) => name));
  const missing = known.filter(({ name }) => !names.has(name));
  const found: PolicyIssue[] = [...listed, ...missing.slice(MOST_QUESTIONS)];
  for (const { name } of missing.slice(0, MOST_QUESTIONS)) {
    const issue = await client.get(name, signal);
    if (issue) found.push(issue);
  }
  return found;
}

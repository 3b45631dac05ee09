import { resolveAdSenseAccess, type AdSenseAccess } from './adsense-access.js';
import { AdSenseClient } from './adsense-client.js';
import type { PolicyIssue } from './policy-issue.js';

/**
 * Asks AdSense once for every policy issue of an account, whatever the action, for a release gate.
 * @param signal ends it at once
 * @returns all of them, or it throws: an empty list means that there are none
 * @throws {TypeError} naming an option that is wrong
 * @throws {AdSenseError} when nobody knows which there are: hold then
 */
export async function listPolicyIssues(
  access: AdSenseAccess,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<readonly PolicyIssue[]> {
  const client = new AdSenseClient(resolveAdSenseAccess(access, 'listPolicyIssues'));
  return client.list(signal ?? new AbortController().signal);
}

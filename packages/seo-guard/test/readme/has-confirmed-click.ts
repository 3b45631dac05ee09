import { CONFIRMED_CLICK, listPolicyIssues, type AdSenseAccess } from '@couplekit/seo-guard/ads';

export async function hasConfirmedClick(access: AdSenseAccess): Promise<boolean> {
  const issues = await listPolicyIssues(access, { signal: AbortSignal.timeout(60_000) });
  return issues.some(({ action }) => action === CONFIRMED_CLICK);
}

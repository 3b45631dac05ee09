import { writeFile } from 'node:fs/promises';
import { checkAdLayout } from '@couplekit/seo-guard/ads';
import type { Page } from 'playwright-core';

export async function adReview(page: Page, urls: string[], evidence: string): Promise<boolean> {
  const report = await checkAdLayout(page, urls, { limits: { link: 64 } });
  await writeFile(evidence, JSON.stringify(report));
  return report.passed;
}

import type { INestApplication } from '@nestjs/common';
import { SeoGuard } from '@couplekit/seo-guard';
import { auditNoIndex } from '@couplekit/seo-guard/audit';

export async function leaks(app: INestApplication): Promise<readonly string[]> {
  const { findings } = await auditNoIndex({ baseUrl: await app.getUrl(), table: app.get(SeoGuard) });
  return findings.map(({ code, url }) => `${code} ${url}`);
}

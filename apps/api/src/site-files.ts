import type { SiteFilesOptions } from '@couplekit/seo-guard';
import { coupleProblems } from '@couplekit/couple-core/http';
import type { ApiConfig } from './api-config.js';
import { serviceProblems } from './service-problems.js';

/** robots.txt and the sitemap; none where the service is below a path, since both belong to the root of its host. */
export function siteFiles({ publicBaseUrl }: Pick<ApiConfig, 'publicBaseUrl'>): SiteFilesOptions | undefined {
  if (new URL(publicBaseUrl).pathname !== '/') return undefined;
  // Without `?lang=`: the pages name the address without it as the canonical one.
  const problems = [...coupleProblems, ...serviceProblems].map(({ slug }) => ({ url: `/problems/${slug}` }));
  return { baseUrl: publicBaseUrl, sitemap: [{ url: '/' }, { url: '/problems' }, ...problems] };
}

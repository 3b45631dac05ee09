import type { SiteFilesOptions, SitemapEntry } from '@couplekit/seo-guard';
import { coupleProblems } from '@couplekit/couple-core/http';
import type { ApiConfig } from './api-config.js';
import { serviceProblems } from './service-problems.js';

/** robots.txt and the sitemap; none where the service is below a path, since both belong to the root of its host. */
export function siteFiles({ publicBaseUrl }: Pick<ApiConfig, 'publicBaseUrl'>): SiteFilesOptions | undefined {
  if (new URL(publicBaseUrl).pathname !== '/') return undefined;
  const problems = [...coupleProblems, ...serviceProblems].map(({ slug }) => `/problems/${slug}`);
  return {
    baseUrl: publicBaseUrl,
    sitemap: [{ url: '/' }, ...['/problems', ...problems].map(inBothLanguages)],
  };
}

/** A page of problem-details, whose language is the reader's or the one of `lang`. */
function inBothLanguages(url: string): SitemapEntry {
  return { url, alternates: { 'x-default': url, ko: `${url}?lang=ko`, en: `${url}?lang=en` } };
}

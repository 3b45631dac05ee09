/**
 * X-Robots-Tag on every response path, by rules and decorators; robots.txt and the sitemap.
 * @module main
 */

export { NoIndexInterceptor } from './declaring/no-index.interceptor.js';
export { Indexable, NoIndex, Robots, SensitivePage } from './declaring/page.decorators.js';
export type { RobotsOptions, SensitivePageOptions } from './declaring/page.decorators.js';
export { SiteFilesConflictError } from './doctor/site-files-conflict.error.js';
export type { DecidingRule, Explanation } from './explaining/explanation.js';
export { canonicalLink } from './meta/canonical-link.js';
export { robotsMeta } from './meta/robots-meta.js';
export { formatRobotsTag } from './robots/format-robots-tag.js';
export { parseRobotsTag } from './robots/parse-robots-tag.js';
export { ruleOf } from './robots/robots-directives.js';
export type { RobotsDirectives } from './robots/robots-directives.js';
export { isIndexable, mergePolicies, ruleForCrawler } from './robots/robots-policy.js';
export type { RobotsPolicy } from './robots/robots-policy.js';
export { IMAGE_PREVIEWS, mergeRules, NO_RESTRICTION } from './robots/robots-rule.js';
export type { ImagePreview, RobotsRule } from './robots/robots-rule.js';
export { SeoGuard } from './seo-guard.js';
export type { GuardRule } from './seo-guard.js';
export { SeoGuardModule } from './seo-guard.module.js';
export type { SeoGuardModuleOptions } from './seo-guard.module-definition.js';
export type { CrawlerGroup } from './site-files/robots-txt/write-robots-txt.js';
export type { SiteFilesOptions } from './site-files/site-files-options.js';
export { SitemapProvider } from './site-files/sitemap/sitemap-entry.js';
export type { SitemapEntry } from './site-files/sitemap/sitemap-entry.js';
export type { PathRule } from './table/path-rule.js';

import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { RobotsDirectives } from './robots/robots-directives.js';
import type { SiteFilesOptions } from './site-files/site-files-options.js';
import type { PathRule } from './table/path-rule.js';

/** Options of {@link SeoGuardModule}. */
export interface SeoGuardModuleOptions {
  /** Rules by path; where several match, the more restrictive one of each directive holds. @default none */
  readonly rules?: readonly PathRule[];
  /** For paths that no rule and no decorator mentions; `{}` lets them be indexed. @default noindex, nofollow */
  readonly unmatched?: RobotsDirectives;
  /**
   * Where the service runs. Everywhere but in `production`, every response is `noindex, nofollow`, and nothing lifts that.
   * @default 'production'
   */
  readonly environment?: string;
  /**
   * Whether responses tell in `X-Robots-Explain` which rules decided; they name routes and classes, so never in production.
   * @default false
   */
  readonly explainHeader?: boolean;
  /** robots.txt and the sitemap, served and held against the rules at the start. @default none */
  readonly siteFiles?: SiteFilesOptions | undefined;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<SeoGuardModuleOptions>().setClassMethodName('forRoot').build();

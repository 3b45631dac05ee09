import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { RobotsDirectives } from './robots/robots-directives.js';
import type { SiteFilesOptions } from './site-files/site-files-options.js';
import type { PathRule } from './table/path-rule.js';

/** Options of {@link SeoGuardModule}. */
export interface SeoGuardModuleOptions {
  /**
   * `{ path, robots, bot, sensitive, cacheable }`, paths as Nest 12 writes routes, from the root.
   *
   * Where several match, the more restrictive one of each directive holds.
   * @default none
   */
  readonly rules?: readonly PathRule[];
  /** Directives for paths that nothing mentions; `{}` opens them. @default `noindex, nofollow` */
  readonly unmatched?: RobotsDirectives;
  /**
   * Where the service runs; a name that is given and empty, such as a variable that is not set, ends the start.
   *
   * Everywhere but in `production`, every response is `noindex, nofollow`, and nothing lifts that.
   * @default `production`
   */
  readonly environment?: string;
  /**
   * `X-Robots-Explain` on each response: which rules decided. Never in `production`.
   *
   * It names routes and classes.
   * @default false
   */
  readonly explainHeader?: boolean;
  /** robots.txt and the sitemap, served and held against the rules at the start. @default none */
  readonly siteFiles?: SiteFilesOptions | undefined;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<SeoGuardModuleOptions>().setClassMethodName('forRoot').build();

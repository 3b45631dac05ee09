import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { PathRule } from './table/path-table.js';
import type { RobotsDirectives } from './robots/robots-directives.js';

/** Options of `SeoGuardModule`. */
export interface SeoGuardModuleOptions {
  /** Rules by path; where several match, the more restrictive one of each directive holds. @default none */
  readonly rules?: readonly PathRule[];
  /** Holds on every response, for staging and preview. @default nothing */
  readonly everywhere?: RobotsDirectives;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<SeoGuardModuleOptions>().setClassMethodName('forRoot').build();

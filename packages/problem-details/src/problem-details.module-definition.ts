import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { Language } from './problem-definition.js';
import type { ProblemRegistryOptions } from './problem-registry.js';

/** Options of {@link ProblemDetailsModule}. */
export interface ProblemDetailsOptions extends ProblemRegistryOptions {
  /** Language for clients that ask for neither. @default 'en' */
  readonly defaultLanguage?: Language;
  /**
   * `WWW-Authenticate` of a 401 that its thrower gave none: HTTP demands one (RFC 9110 section 11.6.1), such as
   * `Bearer realm="api"`. False sends none. @default 'Bearer'
   */
  readonly challenge?: string | false;
  /** Warns when the application starts of what keeps errors from becoming problems. @default true */
  readonly doctor?: boolean;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ProblemDetailsOptions>().setClassMethodName('forRoot').build();

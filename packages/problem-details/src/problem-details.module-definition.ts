import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { Language } from './problem-definition.js';
import type { ProblemRegistryOptions } from './problem-registry.js';

/** Options of {@link ProblemDetailsModule}. */
export interface ProblemDetailsOptions extends ProblemRegistryOptions {
  /** Language for clients that ask for neither. @default 'en' */
  readonly defaultLanguage?: Language;
}

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } =
  new ConfigurableModuleBuilder<ProblemDetailsOptions>().setClassMethodName('forRoot').build();

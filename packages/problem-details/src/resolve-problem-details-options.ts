import type { Language } from './problem-definition.js';
import type { ProblemDetailsOptions } from './problem-details.module-definition.js';
import { ProblemRegistry } from './problem-registry.js';

/** Options with their defaults, and the definitions checked. */
export interface ResolvedProblemDetailsOptions {
  readonly registry: ProblemRegistry;
  readonly defaultLanguage: Language;
}

/** Injection token of {@link ResolvedProblemDetailsOptions}. */
export const PROBLEM_DETAILS_OPTIONS = Symbol('couplekit:problem-details-options');

/** @throws {Error} naming the option or definition that breaks a rule */
export function resolveProblemDetailsOptions(options: ProblemDetailsOptions): ResolvedProblemDetailsOptions {
  const { defaultLanguage = 'en' } = options;
  if (defaultLanguage !== 'en' && defaultLanguage !== 'ko') {
    throw new Error(
      `problem-details: defaultLanguage must be "en" or "ko", not "${String(defaultLanguage)}".`,
    );
  }
  return { registry: new ProblemRegistry(options), defaultLanguage };
}

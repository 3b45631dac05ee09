import type { Language } from './problem-definition.js';
import type { ProblemDetailsOptions } from './problem-details.module-definition.js';
import { ProblemRegistry } from './problem-registry.js';

/** Options with their defaults, and the definitions checked. */
export interface ResolvedProblemDetailsOptions {
  readonly registry: ProblemRegistry;
  readonly defaultLanguage: Language;
  readonly challenge: string | false;
  readonly doctor: boolean;
}

/** Injection token of {@link ResolvedProblemDetailsOptions}. */
export const PROBLEM_DETAILS_OPTIONS = Symbol('couplekit:problem-details-options');

/** @throws {Error} naming the option or definition that breaks a rule */
export function resolveProblemDetailsOptions(options: ProblemDetailsOptions): ResolvedProblemDetailsOptions {
  const { defaultLanguage = 'en', challenge = 'Bearer', doctor = true } = options;
  if (defaultLanguage !== 'en' && defaultLanguage !== 'ko') {
    throw new Error(
      `problem-details: defaultLanguage must be "en" or "ko", not "${String(defaultLanguage)}".`,
    );
  }
  if (challenge !== false && (typeof challenge !== 'string' || !CHALLENGE.test(challenge))) {
    throw new Error(
      `problem-details: challenge must be an authentication scheme with parameters, such as 'Bearer realm="api"', or false, not "${String(challenge)}".`,
    );
  }
  return { registry: new ProblemRegistry(options), defaultLanguage, challenge, doctor };
}

/** The scheme of RFC 9110 section 11.3, then anything that a header can hold. */
const CHALLENGE = /^[\w!#$%&'*+.^`|~-]+(?: [\x20-\x7e]+)?$/;

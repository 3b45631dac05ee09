import { validateHeaderName, validateHeaderValue } from 'node:http';
import { resolveDocsPath } from './docs-pages/resolve-docs-path.js';
import type { Language } from './registry/problem-definition.js';
import type { ProblemDetailsOptions } from './problem-details.module-definition.js';
import type { ProblemPageRenderer } from './negotiation/represent.js';
import { ProblemRegistry } from './registry/problem-registry.js';

/** Options with their defaults, and the definitions checked. */
export interface ResolvedProblemDetailsOptions {
  readonly registry: ProblemRegistry;
  readonly defaultLanguage: Language;
  readonly negotiation: 'none' | 'browsers' | 'strict';
  readonly page: ProblemPageRenderer | undefined;
  /** Where the pages are, without a slash at the end; undefined for no pages. */
  readonly docsPath: string | undefined;
  readonly challenge: string | false;
  readonly malformedRequestHeaders: Readonly<Record<string, string>>;
  readonly doctor: boolean;
}

/** Injection token of {@link ResolvedProblemDetailsOptions}. */
export const PROBLEM_DETAILS_OPTIONS = Symbol('couplekit:problem-details-options');

/** @throws {Error} naming the option or definition that breaks a rule */
export function resolveProblemDetailsOptions(options: ProblemDetailsOptions): ResolvedProblemDetailsOptions {
  const { negotiation = 'none', page, docsPages, challenge = 'Bearer', doctor = true } = options;
  const { malformedRequestHeaders = {} } = options;
  if (!['none', 'browsers', 'strict'].includes(negotiation)) {
    throw new Error(
      `problem-details: negotiation must be "none", "browsers" or "strict", not "${String(negotiation)}".`,
    );
  }
  if (page !== undefined && typeof page !== 'function') {
    throw new Error('problem-details: page must be a function that makes the HTML page of a problem.');
  }
  if (challenge !== false && (typeof challenge !== 'string' || !CHALLENGE.test(challenge))) {
    throw new Error(
      `problem-details: challenge must be an authentication scheme with parameters, such as 'Bearer realm="api"', or false, not "${String(challenge)}".`,
    );
  }
  checkHeaders(malformedRequestHeaders);
  const registry = new ProblemRegistry(options);
  return {
    registry,
    negotiation,
    page,
    challenge,
    malformedRequestHeaders,
    doctor,
    defaultLanguage: registry.languages.tags[0],
    docsPath: resolveDocsPath(docsPages, registry.baseUri),
  };
}

function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch (cause) {
      throw new Error(
        `problem-details: malformedRequestHeaders has a header that HTTP does not allow: "${name}".`,
        { cause },
      );
    }
  }
}

/** The scheme of RFC 9110 section 11.3, then anything that a header can hold. */
const CHALLENGE = /^[\w!#$%&'*+.^`|~-]+(?: [\x20-\x7e]+)?$/;

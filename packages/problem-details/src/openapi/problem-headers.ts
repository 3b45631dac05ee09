import type { HeaderObject } from '@nestjs/swagger';
import type { DocumentedProblem } from './documented-problem.js';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  allow: 'The methods that this address supports (RFC 9110 section 10.2.1).',
  'retry-after': 'When to try again: seconds, or a date (RFC 9110 section 10.2.3).',
  'www-authenticate': 'How to authenticate (RFC 9110 section 11.6.1).',
  ratelimit: 'What is left of the quota (draft-ietf-httpapi-ratelimit-headers).',
  'ratelimit-policy': 'The quota policies that apply (draft-ietf-httpapi-ratelimit-headers).',
};

/** The response headers that tell about one of these problems; those of a definition that are known beforehand. */
export function problemHeaders(
  problems: readonly DocumentedProblem[],
): Readonly<Record<string, HeaderObject>> {
  const headers: Record<string, HeaderObject> = {
    'Content-Language': {
      description: 'The language of the problem (RFC 9110 section 8.5).',
      schema: { type: 'string', enum: languagesOf(problems) },
    },
  };
  for (const { definition } of problems) {
    if (typeof definition?.headers !== 'object') continue;
    for (const [name, example] of Object.entries(definition.headers)) {
      const description = DESCRIPTIONS[name.toLowerCase()];
      headers[name] = { ...(description && { description }), schema: { type: 'string', example } };
    }
  }
  return headers;
}

function languagesOf(problems: readonly DocumentedProblem[]): string[] {
  return [...new Set(problems.flatMap(({ words }) => [...words.keys()]))];
}

import type { ReferenceObject, ResponseObject, SchemaObject } from '@nestjs/swagger';
import type { DocumentedProblem } from './documented-problem.js';
import { problemExamples } from './problem-examples.js';
import { problemHeaders } from './problem-headers.js';
import { schemaReference } from './problem-schema.js';

/** The media type of RFC 9457 section 3. */
export const PROBLEM_JSON = 'application/problem+json';

/** The response of one status, with what the route itself already says about it. */
export function problemResponse(
  problems: readonly DocumentedProblem[],
  existing: ResponseObject | ReferenceObject | undefined,
): ResponseObject {
  const said = existing && '$ref' in existing ? undefined : existing;
  const names = problems.flatMap((problem) => Object.keys(problemExamples(problem)));
  const examples = names.map((name) => [name, { $ref: `#/components/examples/${name}` }]);
  return {
    ...said,
    description: said?.description || problems.map(({ title }) => title.en).join(' / '),
    headers: { ...problemHeaders(problems), ...said?.headers },
    content: {
      ...said?.content,
      [PROBLEM_JSON]: { schema: schemaOf(problems), examples: Object.fromEntries(examples) },
    },
  };
}

/** One schema, or one of several that `type` tells apart. */
function schemaOf(problems: readonly DocumentedProblem[]): SchemaObject | ReferenceObject {
  const references = problems.map(({ type, schemaName }) => [type, schemaReference(schemaName)] as const);
  const [only, ...others] = references;
  if (only && others.length === 0) return only[1];
  const mapping = Object.fromEntries(references.map(([type, { $ref }]) => [type, $ref]));
  return {
    oneOf: references.map(([, reference]) => reference),
    discriminator: { propertyName: 'type', mapping },
  };
}

import type { ReferenceObject, SchemaObject } from '@nestjs/swagger';
import type { DocumentedProblem } from './documented-problem.js';
import { extensionMembers } from './extension-members.js';

const text = (description: string): SchemaObject => ({ type: 'string', description });

/** One entry of `errors`, as `FieldProblem` types it. */
const FIELD_PROBLEM: SchemaObject = {
  type: 'object',
  required: ['detail'],
  properties: {
    pointer: text('Where in the request body: a JSON Pointer in fragment form (RFC 6901 section 6).'),
    in: text('Where outside of the body: path, query, header or cookie.'),
    parameter: text('The parameter there.'),
    detail: text('What the rule asks for.'),
    code: text('The name of the rule.'),
  },
};

/** The schema that every problem of the application extends. */
export const PROBLEM_SCHEMA: SchemaObject = {
  type: 'object',
  description: 'Problem details, RFC 9457.',
  required: ['type', 'title', 'status'],
  properties: {
    type: { ...text('Identifies the kind of problem; compare it as a whole.'), format: 'uri' },
    title: text('Short summary of the kind of problem, in the language of the answer.'),
    status: { type: 'integer', minimum: 400, maximum: 599, description: 'The HTTP status.' },
    detail: text('What happened this time, for a person.'),
    instance: { ...text('The path of the request.'), format: 'uri-reference' },
    request_id: text('Names this request to the people who run the service.'),
    trace_id: text('The trace that this request is part of.'),
    errors: {
      type: 'array',
      description: 'Of a request whose values are not valid: the broken rules.',
      items: FIELD_PROBLEM,
    },
  },
};

/** Reference to a schema of the document's components. */
export function schemaReference(name: string): ReferenceObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** The schema of one kind of problem. Enumerations of one value, because OpenAPI 3.0 has no `const`. */
export function problemSchema({ type, status, title, definition }: DocumentedProblem): SchemaObject {
  const { properties, required } = extensionMembers(definition ?? {});
  return {
    title: title.en,
    description: `${title.en}. ${title.ko}.`,
    allOf: [
      schemaReference('Problem'),
      {
        type: 'object',
        required: ['type', 'status', ...required],
        properties: {
          type: { type: 'string', enum: [type] },
          title: { type: 'string', example: title.en },
          status: { type: 'integer', enum: [status] },
          ...properties,
        },
      },
    ],
  };
}

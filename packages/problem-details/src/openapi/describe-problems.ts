import type { INestApplicationContext } from '@nestjs/common';
import type {
  ExampleObject,
  OpenAPIObject,
  OperationObject,
  ReferenceObject,
  SchemaObject,
} from '@nestjs/swagger';
import { ProblemRegistry } from '../registry/problem-registry.js';
import { documentedProblem, type DocumentedProblem } from './documented-problem.js';
import { mapOperations } from './map-operations.js';
import { problemExamples } from './problem-examples.js';
import { markOf, readMarks, withoutMarks, type DeclarableProblem } from './problem-mark.js';
import { problemResponse } from './problem-response.js';
import { PROBLEM_SCHEMA, problemSchema } from './problem-schema.js';

/** Problems that no route needs to declare. */
export interface DescribeProblemsOptions {
  /**
   * Problems of every operation.
   *
   * Such as the one for everything that nobody foresaw.
   * @default none
   */
  readonly everywhere?: readonly DeclarableProblem[];
  /** Problems of every operation that takes a request body, such as validation. @default none */
  readonly withRequestBody?: readonly DeclarableProblem[];
  /**
   * Problems of every POST, PUT, PATCH and DELETE, whose bodies are parsed: `[400, 413, 415]`.
   *
   * Also where the route takes none: not JSON, too large, another media type.
   * @default none
   */
  readonly onWrites?: readonly DeclarableProblem[];
}

const WRITES: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete']);

/**
 * Writes the problems that `@ApiProblems` declares into an OpenAPI 3.0, 3.1 or 3.2 document of @nestjs/swagger: for each status a
 * response with headers, examples in every language, and a `oneOf` where several problems share it. Give the result to
 * `SwaggerModule.setup`; the document itself stays as it is.
 *
 * @throws {Error} naming the operation that declares what is not registered, or a schema of the document that has the
 * name of a problem's
 */
export function describeProblems(
  document: OpenAPIObject,
  app: INestApplicationContext,
  { everywhere = [], withRequestBody = [], onWrites = [] }: DescribeProblemsOptions = {},
): OpenAPIObject {
  const registry = app.get(ProblemRegistry, { strict: false });
  const described: DocumentedProblem[] = [];
  const describe = (operation: OperationObject, method: string, path: string): OperationObject => {
    const where = `${method.toUpperCase()} ${path}`;
    const general = [
      ...everywhere,
      ...(operation.requestBody ? withRequestBody : []),
      ...(WRITES.has(method) ? onWrites : []),
    ];
    const declared = [
      ...readMarks(operation),
      ...readMarks(operation.responses),
      ...general.map((kind) => markOf(kind)[1].problem),
    ];
    const problems = declared.map((problem) => find(problem, registry, where));
    described.push(...problems);
    return { ...withoutMarks(operation), responses: responsesOf(operation, problems) };
  };
  const paths = mapOperations(document.paths, describe);
  return { ...document, paths, components: componentsOf(document, unique(described)) };
}

function find(problem: string | number, registry: ProblemRegistry, where: string): DocumentedProblem {
  try {
    return documentedProblem(problem, registry);
  } catch (cause) {
    throw new Error(`problem-details: ${where}: ${(cause as Error).message}`, { cause });
  }
}

/** Each once, by name: a problem may be declared by its status and by its definition, on the route and for all. */
function unique(problems: readonly DocumentedProblem[]): readonly DocumentedProblem[] {
  const byKind = new Map(problems.map((problem) => [`${problem.status} ${problem.type}`, problem]));
  return [...byKind.values()].toSorted((a, b) => (a.schemaName < b.schemaName ? -1 : 1));
}

function responsesOf(
  { responses }: OperationObject,
  problems: readonly DocumentedProblem[],
): OperationObject['responses'] {
  const byStatus = Object.groupBy(unique(problems), ({ status }) => String(status));
  const added = Object.entries(byStatus).map(([status, group = []]) => {
    return [status, problemResponse(group, responses[status])];
  });
  return { ...withoutMarks(responses), ...Object.fromEntries(added) } as OperationObject['responses'];
}

function componentsOf(
  { components }: OpenAPIObject,
  problems: readonly DocumentedProblem[],
): NonNullable<OpenAPIObject['components']> {
  const schemas: Record<string, SchemaObject | ReferenceObject> = { ...components?.schemas };
  const add = (name: string, schema: SchemaObject) => {
    if (schemas[name])
      throw new Error(`problem-details: there are two schemas called "${name}"; rename one.`);
    schemas[name] = schema;
  };
  if (problems.length > 0) add('Problem', PROBLEM_SCHEMA);
  for (const problem of problems) add(problem.schemaName, problemSchema(problem));
  const examples = Object.assign({}, ...problems.map(problemExamples)) as Record<string, ExampleObject>;
  return { ...components, schemas, examples: { ...components?.examples, ...examples } };
}

import type { OpenAPIObject, ReferenceObject, ResponseObject, SchemaObject } from '@nestjs/swagger';
import { mapOperations } from './map-operations.js';
import { PROBLEM_JSON } from './problem-response.js';
import { routeShape } from './route-shape.js';

/** The problems that a described document promises, as it says them itself. */
export class DeclaredProblems {
  private readonly byRoute = new Map<string, ReadonlySet<string>>();

  /** @param document of `describeProblems`, also as JSON of a running application */
  constructor(document: OpenAPIObject) {
    mapOperations(document.paths, (operation, method, path) => {
      const declared = Object.entries(operation.responses).flatMap(([status, response]) =>
        typesOf(schemaOf(response), document).map((type) => `${status} ${type}`),
      );
      this.byRoute.set(routeKey(method, path), new Set(declared));
      return operation;
    });
  }

  /** Whether a route has the problem in the document; undefined for a route that is not in it. */
  has(
    method: string,
    template: string,
    problem: { readonly status: number; readonly type: string },
  ): boolean | undefined {
    // A HEAD request is answered by the route of GET.
    const declared =
      this.byRoute.get(routeKey(method, template)) ??
      (method === 'HEAD' ? this.byRoute.get(routeKey('GET', template)) : undefined);
    return declared?.has(`${problem.status} ${problem.type}`);
  }
}

function routeKey(method: string, template: string): string {
  return `${method.toUpperCase()} ${routeShape(template)}`;
}

function schemaOf(
  response: ResponseObject | ReferenceObject | undefined,
): SchemaObject | ReferenceObject | undefined {
  return response && 'content' in response ? response.content?.[PROBLEM_JSON]?.schema : undefined;
}

/** The values that a schema allows its member `type`. */
function typesOf(
  schema: SchemaObject | ReferenceObject | undefined,
  document: OpenAPIObject,
): readonly string[] {
  if (!schema) return [];
  if ('$ref' in schema) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return typesOf(document.components?.schemas?.[name], document);
  }
  const { properties, oneOf = [], allOf = [] } = schema;
  const own = (properties?.['type'] as SchemaObject | undefined)?.enum ?? [];
  return [...(own as string[]), ...[...oneOf, ...allOf].flatMap((part) => typesOf(part, document))];
}

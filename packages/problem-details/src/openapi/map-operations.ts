import type { OpenAPIObject, OperationObject, PathItemObject } from '@nestjs/swagger';

/** The paths of a document with every operation replaced; `method` as the document has it, in lower case. */
export function mapOperations(
  paths: OpenAPIObject['paths'],
  replace: (operation: OperationObject, method: string, path: string) => OperationObject,
): OpenAPIObject['paths'] {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const fields = Object.entries(item).map(([field, value]: [string, unknown]) => [
        field,
        isOperation(value) ? replace(value, field, path) : value,
      ]);
      return [path, Object.fromEntries(fields) as PathItemObject];
    }),
  );
}

/** By its responses, not by its method: Nest has methods that OpenAPI does not know, `search` for one. */
function isOperation(value: unknown): value is OperationObject {
  return typeof value === 'object' && value !== null && 'responses' in value;
}

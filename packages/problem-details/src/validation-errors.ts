import type { ArgumentMetadata, ValidationError } from '@nestjs/common';
import { jsonPointer } from './json-pointer.js';

/** One broken rule of a request, as it stands in the `errors` member. */
export interface FieldProblem {
  /** Where in the body, as a JSON Pointer in fragment form (RFC 6901 section 6). */
  readonly pointer?: string;
  /** Where outside of the body. */
  readonly in?: 'path' | 'query';
  /** The parameter of `in`; parts of a nested one in brackets: `filter[name]`. */
  readonly parameter?: string;
  /** What the rule asks for. Names the property, never the value. */
  readonly detail: string;
  /** The constraint's name in class-validator: `isInt`, `whitelistValidation`. */
  readonly code: string;
}

/** What Nest's ValidationPipe reports when the whole value is not an object: its property is a placeholder. */
const WHOLE_VALUE = 'Validation failed (object is expected)';

/** The rules broken by one argument of a handler, in the order of class-validator, at most `limit` of them. */
export function listFieldProblems(
  errors: readonly ValidationError[],
  metadata: Pick<ArgumentMetadata, 'type' | 'data'>,
  limit: number,
): FieldProblem[] {
  const prefix = metadata.data ? [metadata.data] : [];
  const problems: FieldProblem[] = [];
  for (const { path, code, detail } of walk(errors, prefix)) {
    if (problems.length >= limit) break;
    const place = locate(metadata.type, detail === WHOLE_VALUE ? prefix : path);
    problems.push({ ...place, detail, code });
  }
  return problems;
}

interface BrokenRule {
  readonly path: readonly string[];
  readonly code: string;
  readonly detail: string;
}

function* walk(errors: readonly ValidationError[], parent: readonly string[]): Generator<BrokenRule> {
  for (const error of errors) {
    const path = [...parent, error.property];
    for (const [code, detail] of Object.entries(error.constraints ?? {})) yield { path, code, detail };
    yield* walk(error.children ?? [], path);
  }
}

function locate(
  type: ArgumentMetadata['type'],
  path: readonly string[],
): Pick<FieldProblem, 'pointer' | 'in' | 'parameter'> {
  if (type !== 'param' && type !== 'query') return { pointer: jsonPointer(path) };
  const [name, ...parts] = path;
  const parameter = name === undefined ? {} : { parameter: name + parts.map((part) => `[${part}]`).join('') };
  return { in: type === 'param' ? 'path' : 'query', ...parameter };
}

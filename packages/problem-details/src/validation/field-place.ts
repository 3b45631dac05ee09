import type { ArgumentMetadata } from '@nestjs/common';
import { jsonPointer } from './json-pointer.js';
import { requestTarget, type ProblemRequest } from '../telling/problem-request.js';
import type { FieldPlace, ParameterLocation } from './field-error.js';
import { tellablePath } from './tellable-name.js';

/** The part of Nest's argument metadata that says where an argument came from; `data` is anything for a custom decorator. */
export interface ArgumentPlace {
  readonly type: ArgumentMetadata['type'];
  readonly data?: unknown;
}

const LOCATIONS: readonly unknown[] = ['path', 'query', 'header', 'cookie'] satisfies ParameterLocation[];

/**
 * The place of a value inside an argument of a handler. A custom parameter decorator names its own by its data, either
 * `{ in: 'cookie', parameter: 'session' }` or just the name: Nest does not say of which kind it is.
 */
export function placeInArgument(argument: ArgumentPlace, path: readonly string[]): FieldPlace {
  const { type, data } = argument;
  const name = typeof data === 'string' && data !== '' ? [data] : [];
  if (type === 'body') return { pointer: jsonPointer(tellablePath([...name, ...path])) };
  if (type === 'query') return parameterPlace('query', [...name, ...path]);
  if (type === 'param') return parameterPlace('path', [...name, ...path]);
  if (typeof data !== 'object' || data === null) return parameterPlace(undefined, [...name, ...path]);
  const { in: location, parameter } = data as Readonly<Record<string, unknown>>;
  const own = typeof parameter === 'string' ? [parameter] : [];
  return parameterPlace(isLocation(location) ? location : undefined, [...own, ...path]);
}

/** The place of a value of unknown origin: in the body when there is one, else where its name stands in the request. */
export function placeInRequest(path: readonly string[], request: ProblemRequest): FieldPlace {
  if (hasContent(request)) return { pointer: jsonPointer(tellablePath(path)) };
  const [, query = ''] = /\?(.*)$/s.exec(requestTarget(request)) ?? [];
  const names = [...new URLSearchParams(query).keys()].map((name) => name.replace(/\[.*$/s, ''));
  return parameterPlace(names.includes(path[0] ?? '') ? 'query' : undefined, path);
}

function parameterPlace(location: ParameterLocation | undefined, path: readonly string[]): FieldPlace {
  const [name, ...parts] = tellablePath(path);
  return {
    ...(location && { in: location }),
    ...(name !== undefined && { parameter: name + parts.map((part) => `[${part}]`).join('') }),
  };
}

function isLocation(value: unknown): value is ParameterLocation {
  return LOCATIONS.includes(value);
}

/** RFC 9112 section 6: a request has content when it is framed. */
function hasContent({ headers }: ProblemRequest): boolean {
  const length = headers['content-length']?.toString();
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

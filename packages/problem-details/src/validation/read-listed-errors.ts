import type { ValidationError } from '@nestjs/common';
import { listFieldErrors, type FieldErrors, type ListingOptions } from './validation-errors.js';
import type { FieldError } from './field-error.js';
import { readConstraintMessage } from './read-constraint-message.js';
import { isSchemaIssue, listSchemaErrors, withoutReceived } from './schema-issues.js';
import { splitPath } from './tellable-name.js';

/** Most entries that are read from an exception that this package did not make. */
const LIMIT = 100;

const UNKNOWN_PLACE: ListingOptions = { placeOf: (path) => ({ path }), limit: LIMIT, texts: {} };

/**
 * The errors inside the body of an HttpException, in any of the forms that validation leaves there: a list of messages and
 * an object of lists (Nest's ValidationPipe, `errorFormat`), the trees of class-validator and the issues of a Standard
 * Schema (an `exceptionFactory` that passes them on). They stand under `message` or `errors`, or are the body.
 */
export function readListedErrors(body: unknown): FieldErrors | undefined {
  if (Array.isArray(body)) return readList(body);
  if (typeof body !== 'object' || body === null) return undefined;
  const { message, errors } = body as Readonly<Record<string, unknown>>;
  for (const candidate of [message, errors]) {
    const listed = Array.isArray(candidate) ? readList(candidate) : readGroups(candidate);
    if (listed) return listed;
  }
  return undefined;
}

/** One message of a list, told in both languages when a library wrote it. */
export function readListedMessage(message: string): FieldError {
  const [, index, words = message] = /^\[(\d{1,9})\] (.*)$/s.exec(message.slice(0, 10_000)) ?? [];
  const prefix = index === undefined ? [] : [index];
  const kept = withoutReceived(words);
  const understood = readConstraintMessage(kept);
  if (!understood) return { ...(index !== undefined && { path: prefix }), detail: kept };
  const { code, detail, property } = understood;
  const path = [...prefix, ...splitPath(property)];
  return { ...(path.length > 0 && { path }), detail, code };
}

function readList(list: readonly unknown[]): FieldErrors | undefined {
  if (list.length === 0) return undefined;
  if (list.every((item) => typeof item === 'string')) return capped(list, readListedMessage);
  if (list.every(isValidationError)) return listFieldErrors(list, UNKNOWN_PLACE);
  if (list.every(isSchemaIssue)) return listSchemaErrors(list, undefined, UNKNOWN_PLACE);
  const messages = list.filter((item) => typeof item === 'string');
  return messages.length > 0 ? capped(messages, readListedMessage) : undefined;
}

/** Nest's grouped format: paths of properties to lists of messages, and `...` for what was left out. */
function readGroups(groups: unknown): FieldErrors | undefined {
  if (typeof groups !== 'object' || groups === null) return undefined;
  const entries = Object.entries(groups);
  if (entries.length === 0 || !entries.every(([, messages]) => isStringList(messages))) return undefined;
  const told = entries.flatMap(([path, messages]) => (messages as string[]).map((text) => ({ path, text })));
  return capped(told, ({ path, text }) => {
    const { detail, code } = readListedMessage(text);
    return { ...(path !== '...' && { path: path.split('.') }), detail, ...(code !== undefined && { code }) };
  });
}

function capped<T>(items: readonly T[], read: (item: T) => FieldError): FieldErrors {
  return { errors: items.slice(0, LIMIT).map(read), omitted: Math.max(0, items.length - LIMIT) };
}

function isStringList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isValidationError(candidate: unknown): candidate is ValidationError {
  if (typeof candidate !== 'object' || candidate === null) return false;
  const { property, constraints, children } = candidate as Readonly<Record<string, unknown>>;
  const isNamed = typeof property === 'string' || 'property' in candidate;
  return isNamed && (typeof constraints === 'object' || Array.isArray(children));
}

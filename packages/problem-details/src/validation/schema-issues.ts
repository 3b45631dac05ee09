import type { LocalizedText } from '../registry/problem-definition.js';
import type { FieldErrors, ListingOptions } from './validation-errors.js';
import { INVALID_VALUE } from './constraint-texts.js';
import { mentionsValue } from './mentions-value.js';
import { isTellableName } from './tellable-name.js';
import { LONGEST_MESSAGE } from './validation-texts.js';

/**
 * An issue of a Standard Schema (version 1), and what zod, valibot and others add to it: a code, and the names of unknown
 * properties.
 */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: unknown })[] | undefined;
  readonly code?: unknown;
  readonly type?: unknown;
  readonly keys?: unknown;
  readonly input?: unknown;
}

/** The issues of one argument of a handler; messages that repeat a part of `value` are replaced. */
export function listSchemaErrors(
  issues: readonly SchemaIssue[],
  value: unknown,
  { placeOf, limit, texts }: ListingOptions,
): FieldErrors {
  const errors = issues.slice(0, limit).map((issue) => {
    const path = pathOf(issue);
    const code = codeOf(issue);
    const own = Object.hasOwn(texts, code) ? texts[code] : undefined;
    const detail = own ?? tellIssue(issue, [valueAt(value, path), issue.input]);
    return { ...placeOf(path), detail, code };
  });
  return { errors, omitted: Math.max(0, issues.length - limit) };
}

/** True for what every Standard Schema library reports. */
export function isSchemaIssue(candidate: unknown): candidate is SchemaIssue {
  if (typeof candidate !== 'object' || candidate === null) return false;
  const { message, path } = candidate as Readonly<Record<string, unknown>>;
  return typeof message === 'string' && (path === undefined || Array.isArray(path));
}

/** A message without what its library says about the value it got: valibot and arktype quote it. */
export function withoutReceived(message: string): string {
  const wasAt = message.endsWith(')') ? message.indexOf(' (was ') : -1;
  const ends = [message.indexOf(' but received '), wasAt, LONGEST_MESSAGE].filter((end) => end >= 0);
  return message.slice(0, Math.min(...ends));
}

function tellIssue({ message, keys }: SchemaIssue, values: readonly unknown[]): string | LocalizedText {
  const kept = withoutReceived(message);
  const names = Array.isArray(keys) ? keys : [];
  const isTellable = names.every((name) => typeof name !== 'string' || isTellableName(name));
  return kept !== '' && isTellable && !mentionsValue(kept, values) ? kept : INVALID_VALUE;
}

function pathOf({ path = [] }: SchemaIssue): readonly string[] {
  return path.map((segment) => String(typeof segment === 'object' ? segment.key : segment));
}

/** zod has a `code`, valibot a `type`; both are words of the library. */
function codeOf({ code, type }: SchemaIssue): string {
  const own = [code, type].find((candidate) => typeof candidate === 'string' && /^\w{1,64}$/.test(candidate));
  return typeof own === 'string' ? own : 'invalid';
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[name];
  }
  return at;
}

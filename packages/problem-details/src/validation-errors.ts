import type { ValidationError } from '@nestjs/common';
import type { FieldError, FieldPlace } from './validation/field-error.js';
import { tellConstraint, type ValidationTexts } from './validation/validation-texts.js';

/** The errors of one answer, and how many there are besides. */
export interface FieldErrors {
  readonly errors: readonly FieldError[];
  /** How many did not fit. */
  readonly omitted: number;
}

/** What is done with the errors of a class-validator tree. */
export interface ListingOptions {
  /** The place of the value that a path of property names leads to. */
  readonly placeOf: (path: readonly string[]) => FieldPlace | Pick<FieldError, 'path'>;
  /** Most errors in the list. */
  readonly limit: number;
  /** Words of the application, by constraint. */
  readonly texts: ValidationTexts;
}

/** What Nest's ValidationPipe reports when the whole value is not an object: its property is a placeholder. */
const WHOLE_VALUE = 'Validation failed (object is expected)';

/** The rules broken by one argument of a handler, in the order of class-validator. */
export function listFieldErrors(
  tree: readonly ValidationError[],
  { placeOf, limit, texts }: ListingOptions,
): FieldErrors {
  const errors: FieldError[] = [];
  let omitted = 0;
  for (const { path, code, message, value } of walk(tree)) {
    if (errors.length >= limit) omitted++;
    else errors.push({ ...placeOf(path), detail: tellConstraint({ code, message, value }, texts), code });
  }
  return { errors, omitted };
}

/** The `errors` member, and the count of the rest where there is one. */
export function toOccurrence({ errors, omitted }: FieldErrors): {
  readonly errors: readonly FieldError[];
  readonly extensions?: Readonly<Record<string, unknown>>;
} {
  return omitted > 0 ? { errors, extensions: { errors_omitted: omitted } } : { errors };
}

interface BrokenRule {
  readonly path: readonly string[];
  readonly code: string;
  readonly message: string;
  readonly value: unknown;
}

/** Without recursion: the client decides how deep a value goes. */
function* walk(tree: readonly ValidationError[]): Generator<BrokenRule> {
  const pending = tree.map((error) => ({ error, parent: [] as readonly string[] })).toReversed();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { error, parent } = next;
    // `forbidUnknownValues` reports a value of which it has no property.
    const path = typeof error.property === 'string' ? [...parent, error.property] : parent;
    for (const [code, message] of Object.entries(error.constraints ?? {})) {
      yield { path: message === WHOLE_VALUE ? parent : path, code, message, value: error.value };
    }
    for (const child of (error.children ?? []).toReversed()) pending.push({ error: child, parent: path });
  }
}

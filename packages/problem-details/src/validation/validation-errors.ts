import type { ValidationError } from '@nestjs/common';
import type { FieldError, FieldPlace } from './field-error.js';
import { tellConstraint, type ValidationTexts } from './validation-texts.js';

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
  for (const { place, code, message, value } of walk(tree)) {
    if (errors.length >= limit) omitted++;
    else {
      const detail = tellConstraint({ code, message, value }, texts);
      errors.push({ ...placeOf(namesOf(place)), detail, code });
    }
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

/** A name and those before it: a path that costs nothing to make longer, because clients decide how deep a value goes. */
interface Place {
  readonly name: string;
  readonly parent: Place | undefined;
}

interface BrokenRule {
  readonly place: Place | undefined;
  readonly code: string;
  readonly message: string;
  readonly value: unknown;
}

/** Without recursion, for the same reason. */
function* walk(tree: readonly ValidationError[]): Generator<BrokenRule> {
  const pending = tree.map((error) => ({ error, parent: undefined as Place | undefined })).toReversed();
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { error, parent } = next;
    // `forbidUnknownValues` reports a value of which it has no property.
    const place = typeof error.property === 'string' ? { name: error.property, parent } : parent;
    for (const [code, message] of Object.entries(error.constraints ?? {})) {
      yield { place: message === WHOLE_VALUE ? parent : place, code, message, value: error.value };
    }
    for (const child of (error.children ?? []).toReversed()) pending.push({ error: child, parent: place });
  }
}

function namesOf(last: Place | undefined): readonly string[] {
  const names: string[] = [];
  for (let place = last; place; place = place.parent) names.push(place.name);
  return names.toReversed();
}

import { ValidateIf } from 'class-validator';

/**
 * Skips the validators of a property when `isValid` already says that all of them would pass: going through a long list
 * object by object costs class-validator more than all the rest of a request.
 */
export function UnlessValid(isValid: (value: unknown) => boolean): PropertyDecorator {
  return ValidateIf((_, value) => !isValid(value));
}

import { ValidateIf } from 'class-validator';

/** The property may be left out. Unlike `IsOptional`, which lets null through too. */
export function IfGiven(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}

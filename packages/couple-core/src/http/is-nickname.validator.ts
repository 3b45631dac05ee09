import { ValidateBy } from 'class-validator';

const LONGEST = 40;

/** What someone wants to be called: 1 to 40 characters, not all blank, on one line, in well-formed Unicode. */
export function IsNickname(): PropertyDecorator {
  return ValidateBy({
    name: 'isNickname',
    validator: {
      validate: isNickname,
      defaultMessage: (args) =>
        `${args?.property ?? 'it'} must have 1 to ${LONGEST} characters, not all blank and without control characters`,
    },
  });
}

/** Whether somebody may be called so. */
export function isNickname(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length <= LONGEST && /\S/.test(value) && !/[\p{Cc}\p{Cs}]/u.test(value)
  );
}

import { isEmail, ValidateBy } from 'class-validator';

/** An email address. Unlike `IsEmail`, which throws at text that is not well-formed Unicode. */
export function IsEmailAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isEmailAddress',
    validator: {
      validate: isEmailAddress,
      defaultMessage: (args) => `${args?.property ?? 'it'} must be an email address`,
    },
  });
}

/** Whether a value is an email address. */
export function isEmailAddress(value: unknown): value is string {
  return typeof value === 'string' && value.isWellFormed() && isEmail(value);
}

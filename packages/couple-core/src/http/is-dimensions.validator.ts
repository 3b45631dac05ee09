import { ValidateBy } from 'class-validator';

const MOST = 32;
const NAME = /^[\w.-]{1,40}$/;

/** A flat object of at most 32 named averages, each 0..4. */
export function IsDimensions(): PropertyDecorator {
  return ValidateBy({
    name: 'isDimensions',
    validator: {
      validate: areDimensions,
      defaultMessage: (args) =>
        `${args?.property ?? 'it'} must map up to ${MOST} names (letters, digits, _ . -) to numbers from 0 to 4`,
    },
  });
}

function areDimensions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length <= MOST && entries.every(([name, average]) => NAME.test(name) && isAverage(average));
}

function isAverage(value: unknown): boolean {
  return typeof value === 'number' && value >= 0 && value <= 4;
}

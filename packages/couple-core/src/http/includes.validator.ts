import { ValidateBy } from 'class-validator';

/** The array has an element for which `key` gives `wanted`. */
export function Includes<T>(wanted: string, key: (element: T) => unknown): PropertyDecorator {
  return ValidateBy({
    name: 'includes',
    constraints: [wanted],
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) && value.some((element: T) => key(element) === wanted),
      defaultMessage: (args) => `${args?.property ?? 'the list'} must include ${wanted}`,
    },
  });
}

import type { ModulesContainer } from '@nestjs/core';
import { catchesEverything, filterName, type FilterLike } from './filter-order.js';

/** Nest's own key for `@UseFilters()`; its constant is not exported. */
const FILTERS_METADATA = '__exceptionFilters__';

/** The filters of controllers and their methods that keep every error from the global ones. */
export function routeFilterWarnings(modules: ModulesContainer, own: FilterLike): string[] {
  const warnings: string[] = [];
  for (const { metatype } of [...modules.values()].flatMap((module) => [...module.controllers.values()])) {
    if (!metatype) continue;
    warnings.push(...describe(metatype, metatype.name, own));
    for (const [name, { value }] of methodsOf(metatype.prototype as object)) {
      if (typeof value === 'function')
        warnings.push(...describe(value as object, `${metatype.name}.${name}`, own));
    }
  }
  return warnings;
}

function methodsOf(prototype: object | null): [string, PropertyDescriptor][] {
  if (prototype === null || prototype === Object.prototype) return [];
  const inherited = methodsOf(Object.getPrototypeOf(prototype) as object | null);
  return Object.entries({
    ...Object.fromEntries(inherited),
    ...Object.getOwnPropertyDescriptors(prototype),
  }).filter(([name]) => name !== 'constructor');
}

function describe(target: object, place: string, own: FilterLike): string[] {
  const filters = (Reflect.getMetadata(FILTERS_METADATA, target) ?? []) as readonly FilterLike[];
  return filters
    .filter((filter) => filter !== own && catchesEverything(filter))
    .map(
      (filter) =>
        `${filterName(filter)} catches everything that ${place} throws, so none of it becomes a problem. Let its @Catch() name the errors that it is for.`,
    );
}

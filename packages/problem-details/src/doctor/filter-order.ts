/** An exception filter, or the class that Nest makes one of. */
export type FilterLike = object | (abstract new (...args: never[]) => unknown);

/** Nest's own key for what `@Catch()` names; its constant is not exported. */
const CAUGHT_METADATA = '__filterCatchExceptions__';

/** True for `@Catch()`, and for a list with a class that every error is of: `Error`, `Object`. */
export function catchesEverything(filter: FilterLike): boolean {
  const caught = Reflect.getMetadata(CAUGHT_METADATA, classOf(filter)) as readonly unknown[] | undefined;
  return caught !== undefined && (caught.length === 0 || caught.includes(Error) || caught.includes(Object));
}

/** The name of a filter's class. */
export function filterName(filter: FilterLike): string {
  return (classOf(filter) as { readonly name?: string }).name || 'A filter';
}

/**
 * What is wrong with the order of global filters, which Nest asks from the last to the first: the first that catches wins.
 */
export function globalFilterWarnings(filters: readonly FilterLike[], own: FilterLike): string[] {
  const at = filters.indexOf(own);
  if (at < 0) return [];
  const shadowed = filters.slice(0, at).map((filter) => `${filterName(filter)} is never called: ${SHADOWED}`);
  const shadowing = filters
    .slice(at + 1)
    .filter(catchesEverything)
    .map((filter) => `${filterName(filter)} ${SHADOWING}`);
  return [...shadowed, ...shadowing];
}

const SHADOWED =
  'ProblemDetailsFilter catches everything and is asked before it. Register it by app.useGlobalFilters(), or as APP_FILTER in a module that is imported after ProblemDetailsModule.';
const SHADOWING =
  'catches everything and is asked before ProblemDetailsFilter, so no error becomes a problem. Remove it, or let its @Catch() name the errors that it is for.';

function classOf(filter: FilterLike): object {
  return typeof filter === 'function' ? filter : filter.constructor;
}

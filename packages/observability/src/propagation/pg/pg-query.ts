/** pg's handlers of a query that is handed to it as an object: a `Query`, a cursor, a query stream. */
export const HANDLERS = [
  'handleRowDescription',
  'handleDataRow',
  'handlePortalSuspended',
  'handleCommandComplete',
  'handleEmptyQuery',
  'handleReadyForQuery',
  'handleError',
] as const;

type Handler = (...message: unknown[]) => unknown;
export type QueryCallback = (error: unknown, result?: unknown) => unknown;

/** Something that sends itself and takes the answers. */
export interface Submittable extends Partial<Record<(typeof HANDLERS)[number], Handler>> {
  submit(connection: unknown): unknown;
  callback?: unknown;
  readonly text?: unknown;
  /** Of a query stream. */
  readonly cursor?: { readonly text?: unknown };
}

/** pg's query configuration; all else in it is passed on as it is. */
export interface QueryConfig {
  readonly text?: unknown;
  readonly name?: unknown;
  readonly callback?: unknown;
}

/** The arguments of `client.query`. */
export type QueryArguments = readonly [config?: unknown, values?: unknown, callback?: unknown];

export function isSubmittable(config: unknown): config is Submittable {
  return isObject(config) && 'submit' in config && typeof config.submit === 'function';
}

export function isQueryConfig(config: unknown): config is QueryConfig {
  return isObject(config) && !isSubmittable(config);
}

/** The text of what is to be sent; empty when there is none. */
export function textOf(config: unknown): string {
  if (typeof config === 'string') return config;
  if (!isObject(config)) return '';
  const { text, cursor } = config as Pick<Submittable, 'text' | 'cursor'>;
  const found = text ?? cursor?.text;
  return typeof found === 'string' ? found : '';
}

/** The callback that pg would call; undefined for a promise. */
export function callbackOf([config, values, callback]: QueryArguments): QueryCallback | undefined {
  const inConfig = isObject(config) ? (config as QueryConfig).callback : undefined;
  const given = isSubmittable(config)
    ? inConfig || (isFunction(values) ? values : callback)
    : callback || (isFunction(values) ? values : inConfig);
  return isFunction(given) ? given : undefined;
}

export function isFunction(value: unknown): value is QueryCallback {
  return typeof value === 'function';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

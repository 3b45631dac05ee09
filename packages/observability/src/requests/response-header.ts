import type { ServerResponse } from 'node:http';

export type WriteHead = (this: ServerResponse, ...args: unknown[]) => ServerResponse;

interface Header {
  /** In lower case. */
  readonly name: string;
  readonly value: string;
}

/**
 * The arguments of `writeHead`, changed so that the response leaves with exactly one line of this header and this value,
 * whatever the application set, appended or removed before. Objects and lists of the application are not changed.
 */
export function withHeader(
  response: ServerResponse,
  args: readonly unknown[],
  { name, value }: Header,
): readonly unknown[] {
  const at = args.findIndex((arg) => typeof arg === 'object' && arg !== null);
  const given = at < 0 ? undefined : (args[at] as Readonly<Record<string, unknown>>);
  if (given === undefined || Array.isArray(given) || response.getHeaderNames().length > 0) {
    response.setHeader(name, value);
    return given === undefined ? args : args.with(at, without(name, given));
  }
  // Fastify's way: nothing is set on the response, all headers come in one object.
  return isInPlace(given, name, value) ? args : args.with(at, { ...without(name, given), [name]: value });
}

/** The same with the value added to those that the application gives this header. */
export function withHeaderAdded(
  response: ServerResponse,
  args: readonly unknown[],
  { name, value }: Header,
): readonly unknown[] {
  const at = args.findIndex((arg) => typeof arg === 'object' && arg !== null);
  const given = at < 0 ? undefined : (args[at] as object);
  const inArguments = given === undefined ? [] : valuesOf(name, given);
  // As for Node, what `writeHead` is given stands for what was set before.
  const others = inArguments.length > 0 ? inArguments : [response.getHeader(name) ?? []].flat();
  response.setHeader(name, [...others.map(String), value]);
  return given === undefined ? args : args.with(at, without(name, given));
}

function valuesOf(name: string, headers: object): unknown[] {
  const pairs: readonly (readonly [unknown, unknown])[] = Array.isArray(headers)
    ? headers.flatMap((key: unknown, i) => (i % 2 === 0 ? [[key, headers[i + 1]] as const] : []))
    : Object.entries(headers);
  return pairs.flatMap(([key, value]) => (isNamed(key, name) ? value : []));
}

/** Whether the header is in the object as it should be, once: copies are dear. */
function isInPlace(headers: Readonly<Record<string, unknown>>, name: string, value: string): boolean {
  if (headers[name] !== value) return false;
  for (const key in headers) {
    if (key !== name && isNamed(key, name)) return false;
  }
  return true;
}

/** The headers given to `writeHead`, an object or a flat list of names and values, without this one. */
function without(name: string, headers: object): object {
  if (Array.isArray(headers)) return headers.filter((_, i) => !isNamed(headers[i - (i % 2)], name));
  for (const key in headers) {
    if (isNamed(key, name)) {
      return Object.fromEntries(Object.entries(headers).filter(([other]) => !isNamed(other, name)));
    }
  }
  return headers;
}

function isNamed(key: unknown, name: string): boolean {
  return typeof key === 'string' && key.length === name.length && key.toLowerCase() === name;
}

import type { ServerResponse } from 'node:http';

export type WriteHead = (this: ServerResponse, ...args: unknown[]) => ServerResponse;

/**
 * The arguments of `writeHead`, changed so that the response leaves with exactly one line of this header and this value,
 * whatever the application set, appended or removed before. Objects and lists of the application are not changed.
 * @param name in lower case
 */
export function withHeader(
  response: ServerResponse,
  args: readonly unknown[],
  { name, value }: { readonly name: string; readonly value: string },
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

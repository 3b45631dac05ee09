import type { ServerResponse } from 'node:http';

type WriteHead = (this: ServerResponse, ...args: unknown[]) => ServerResponse;

/**
 * Has a response leave with exactly one line of this header and this value, whatever the application sets, appends or
 * removes on the way. The last moment is `writeHead`, which Node itself calls for implicit headers.
 * @param name in lower case
 */
export function keepHeader(response: ServerResponse, name: string, value: string): void {
  const writeHead = response.writeHead as unknown as WriteHead;
  const kept: WriteHead = function (...args) {
    if (response.headersSent) return writeHead.apply(response, args);
    const at = args.findIndex((arg) => typeof arg === 'object' && arg !== null);
    if (at >= 0) args[at] = without(name, args[at] as object);
    response.setHeader(name, value);
    return writeHead.apply(response, args);
  };
  response.setHeader(name, value);
  response.writeHead = kept;
}

/** The headers given to `writeHead`, an object or a flat list of names and values, without this one. */
function without(name: string, headers: object): object {
  const isOurs = (key: unknown) => typeof key === 'string' && key.toLowerCase() === name;
  if (Array.isArray(headers)) return headers.filter((_, i) => !isOurs(headers[i - (i % 2)]));
  if (!Object.keys(headers).some(isOurs)) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([key]) => !isOurs(key)));
}

import type { ServerResponse } from 'node:http';
import { formatRobotsTag, mergePolicies, parseRobotsTag, type RobotsPolicy } from './robots-header.js';

const HEADER = 'x-robots-tag';

type WriteHead = (this: ServerResponse, ...args: unknown[]) => ServerResponse;

/**
 * Has a response leave with exactly one `X-Robots-Tag` line that says at least what `policy` says. The last moment is
 * `writeHead`, which Node itself calls for implicit headers: whatever the application set by then can only make it stricter.
 */
export function guardResponse(response: ServerResponse, policy: RobotsPolicy): void {
  const writeHead = response.writeHead as unknown as WriteHead;
  const guarded: WriteHead = function (this: ServerResponse, ...args) {
    if (response.headersSent) return writeHead.apply(this, args);
    const at = args.findIndex((arg) => typeof arg === 'object' && arg !== null);
    const { rest, lines } = at < 0 ? { rest: undefined, lines: [] } : takeHeader(args[at]);
    const written = [response.getHeader(HEADER) ?? [], lines].flat().map(String);
    const merged = written.map(parseRobotsTag).reduce(mergePolicies, policy);
    response.setHeader('X-Robots-Tag', formatRobotsTag(merged));
    return writeHead.apply(this, rest === undefined ? args : args.with(at, rest));
  };
  response.writeHead = guarded;
}

/** Takes our header out of the headers that `writeHead` was given: an object, a flat list, or a list of pairs. */
function takeHeader(headers: unknown): { readonly rest: unknown; readonly lines: readonly unknown[] } {
  const isOurs = (name: unknown) => String(name).toLowerCase() === HEADER;
  if (!Array.isArray(headers)) {
    const [ours, others] = partition(Object.entries(headers as object), ([name]) => isOurs(name));
    return { rest: Object.fromEntries(others), lines: ours.flatMap(([, value]) => value as unknown) };
  }
  if (headers.every(Array.isArray)) {
    const [ours, others] = partition(headers as unknown[][], ([name]) => isOurs(name));
    return { rest: others, lines: ours.flatMap(([, value]) => value) };
  }
  const pairs = Array.from({ length: Math.ceil(headers.length / 2) }, (_, i) =>
    headers.slice(2 * i, 2 * i + 2),
  );
  const [ours, others] = partition(pairs, ([name]) => isOurs(name));
  return { rest: others.flat(1), lines: ours.flatMap(([, value]) => value as unknown) };
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  return [items.filter((item) => test(item)), items.filter((item) => !test(item))];
}

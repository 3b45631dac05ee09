import type { ServerResponse } from 'node:http';
import { formatRobotsTag, mergePolicies, parseRobotsTag, type RobotsPolicy } from '../robots/robots-header.js';

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
    // As Node reads them: (status, message, headers), or (status, headers) unless there is a third.
    const at = typeof args[1] === 'string' || (args[2] ?? undefined) !== undefined ? 2 : 1;
    const { rest, lines } = takeHeader(args[at]);
    const written = [response.getHeader(HEADER) ?? [], lines].flat(2).map(String);
    const merged = written.map(parseRobotsTag).reduce(mergePolicies, policy);
    response.setHeader('X-Robots-Tag', formatRobotsTag(merged));
    return writeHead.apply(this, rest === args[at] ? args : args.with(at, rest));
  };
  response.writeHead = guarded;
}

interface TakenHeader {
  /** What stays for `writeHead`. */
  readonly rest: unknown;
  readonly lines: readonly unknown[];
}

/** Takes our header out of the headers that `writeHead` was given: an object, a flat list, or a list of pairs. */
function takeHeader(headers: unknown): TakenHeader {
  if (typeof headers !== 'object' || headers === null) return { rest: headers, lines: [] };
  if (!Array.isArray(headers)) {
    const [ours, others] = partition(Object.entries(headers));
    if (ours.length === 0) return { rest: headers, lines: [] };
    return { rest: Object.fromEntries(others), lines: ours.map(([, value]) => value) };
  }
  // Beside headers that are set, Node takes a flat list only.
  const flat: readonly unknown[] = Array.isArray(headers[0]) ? headers.flat(1) : headers;
  // Node refuses it, as it would without us.
  if (flat.length % 2 !== 0) return { rest: headers, lines: [] };
  const pairs = flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1]] as const] : []));
  const [ours, others] = partition(pairs);
  return { rest: others.flat(1), lines: ours.map(([, value]) => value) };
}

type Header = readonly [name: unknown, value: unknown];

function partition(
  headers: readonly Header[],
): readonly [ours: readonly Header[], others: readonly Header[]] {
  const isOurs = ([name]: Header) => String(name).toLowerCase() === HEADER;
  return [headers.filter(isOurs), headers.filter((header) => !isOurs(header))];
}

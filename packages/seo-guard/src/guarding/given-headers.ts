import type { Demands } from './demands.js';
import { ROBOTS_HEADER } from './header-names.js';

const ROBOTS = ROBOTS_HEADER.toLowerCase();

/**
 * Headers that were handed over at once, with what is demanded, in the form that they had: an object, a flat list, or a list
 * of pairs; nothing becomes an object.
 */
export function withDemands(headers: unknown, demands: Demands): unknown {
  if (Array.isArray(headers)) return Array.isArray(headers[0]) ? inPairs(headers, demands) : inList(headers, demands); // prettier-ignore
  const given = (headers ?? {}) as Readonly<Record<string, unknown>>;
  const written: string[] = [];
  // Symbols too: Node's HTTP/2 has one for headers that must not be compressed.
  const result: Record<string, unknown> = { ...given };
  for (const name of Object.keys(given)) {
    const lower = name.toLowerCase();
    if (!demands.replaces(lower)) continue;
    if (lower === ROBOTS) written.push(...valuesOf(given[name]));
    delete result[name];
  }
  return Object.assign(result, Object.fromEntries(demanded(written, demands)));
}

function inPairs(pairs: readonly unknown[], demands: Demands): unknown {
  const written: string[] = [];
  const kept = pairs.filter((pair) => {
    const [name, value] = pair as readonly unknown[];
    return keeps(name, value, demands, written);
  });
  return [...kept, ...demanded(written, demands)];
}

function inList(list: readonly unknown[], demands: Demands): unknown {
  // Node refuses it, as it would without us.
  if (list.length % 2 !== 0) return list;
  const written: string[] = [];
  const kept: unknown[] = [];
  for (let at = 0; at < list.length; at += 2) {
    if (keeps(list[at], list[at + 1], demands, written)) kept.push(list[at], list[at + 1]);
  }
  return [...kept, ...demanded(written, demands).flat()];
}

/** Whether a header stays; what it says to crawlers is added to `written`. */
function keeps(name: unknown, value: unknown, demands: Demands, written: string[]): boolean {
  const lower = String(name).toLowerCase();
  if (!demands.replaces(lower)) return true;
  if (lower === ROBOTS) written.push(...valuesOf(value));
  return false;
}

function demanded(written: readonly string[], demands: Demands): (readonly [string, string])[] {
  const robots = demands.robots(written);
  return [...(robots === '' ? [] : [[ROBOTS_HEADER, robots] as const]), ...demands.fixed];
}

/** A header as its lines. */
export function valuesOf(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}

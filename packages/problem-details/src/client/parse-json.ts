/**
 * Parses JSON that a stranger sent; undefined when it is none. Of a duplicate name the last value counts (RFC 8259 section
 * 4 leaves it open). Names that become a prototype when somebody merges the value into an object are left out, at every
 * depth.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => (isPolluting(name, value) ? undefined : value));
  } catch {
    return undefined;
  }
}

/** True for `__proto__`, and for a `constructor` that brings a `prototype`. */
function isPolluting(name: string, value: unknown): boolean {
  if (name === '__proto__') return true;
  return (
    name === 'constructor' && typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')
  );
}

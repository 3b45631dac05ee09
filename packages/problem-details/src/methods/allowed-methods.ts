/**
 * What `Allow` says of a resource (RFC 9110 section 10.2.1), or undefined when a path is not a resource: one that only has
 * a route for `OPTIONS` has it from CORS, which answers for every path there is.
 */
export function allowedMethods(routed: ReadonlySet<string> | undefined): readonly string[] | undefined {
  const methods = [...(routed ?? [])].toSorted(byOrder);
  return methods.some((method) => method !== 'OPTIONS') ? methods : undefined;
}

const ORDER: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** The usual methods in the usual order, then the others by name. */
function byOrder(one: string, other: string): number {
  return place(one) - place(other) || one.localeCompare(other);
}

function place(method: string): number {
  const index = ORDER.indexOf(method);
  return index < 0 ? ORDER.length : index;
}

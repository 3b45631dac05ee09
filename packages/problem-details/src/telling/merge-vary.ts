/** Adds names to a `Vary` header that may already have them (RFC 9110 section 12.5.5). */
export function mergeVary(current: unknown, names: readonly string[]): string {
  if (typeof current !== 'string' && !Array.isArray(current)) return names.join(', ');
  const given = [current].flat().join(',').split(',');
  const fields = given.map((name) => name.trim()).filter(Boolean);
  const known = new Set(fields.map((name) => name.toLowerCase()));
  if (known.has('*')) return fields.join(', ');
  return [...fields, ...names.filter((name) => !known.has(name.toLowerCase()))].join(', ');
}

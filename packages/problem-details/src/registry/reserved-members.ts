const RESERVED: ReadonlySet<string> = new Set([
  'type',
  'title',
  'status',
  'detail',
  'instance',
  'request_id',
  'trace_id',
]);

/** True for a member that every problem has: no extension may take its name. */
export function isReserved(name: string): boolean {
  return RESERVED.has(name);
}

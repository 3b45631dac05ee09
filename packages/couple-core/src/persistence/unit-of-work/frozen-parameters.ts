/** As pg lets objects say how they are sent. */
interface Postgresable {
  toPostgres(prepare: (value: unknown) => unknown): unknown;
}

/**
 * Parameters as they are now, in a form that pg can send: what it cannot send throws here, and not when the statement is
 * already on its way together with others.
 */
export function frozenParameters(parameters: readonly unknown[]): readonly unknown[] {
  return parameters.map(frozen);
}

/** Follows pg's `prepareValue`. */
function frozen(value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'function' || typeof value === 'symbol') return String(value);
  if (typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return Buffer.copyBytesFrom(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)); // prettier-ignore
  if (value instanceof Date) return new Date(value);
  if (Array.isArray(value)) return value.map(frozen);
  if ('toPostgres' in value && typeof value.toPostgres === 'function') {
    return frozen((value as Postgresable).toPostgres(frozen));
  }
  return JSON.stringify(value);
}

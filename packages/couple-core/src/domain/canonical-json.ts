import canonicalize from 'canonicalize';

/** A value that JSON can carry without loss. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value has no canonical JSON form. */
export class NotCanonicalError extends TypeError {
  override readonly name = 'NotCanonicalError';

  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path || '(root)'}: ${reason}`);
  }
}

/**
 * The RFC 8785 bytes of a JSON value: one value, one byte sequence, fit for hashing.
 * @throws {NotCanonicalError} where `JSON.stringify` would drop or change something: undefined, functions, symbols,
 * bigints, NaN and infinities, lone surrogates (RFC 8785 section 3.2.2), Dates and other class instances, cycles
 */
export function canonicalBytes(value: unknown): Buffer {
  refuseLossy(value, '', new Set());
  const text = canonicalize(value);
  if (text === undefined) throw new NotCanonicalError('', 'has no JSON form');
  return Buffer.from(text, 'utf8');
}

function refuseLossy(value: unknown, path: string, ancestors: Set<object>): void {
  switch (typeof value) {
    case 'boolean':
      return;
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonicalError(path, `${value} is not a JSON number`);
      return;
    case 'string':
      if (!value.isWellFormed()) throw new NotCanonicalError(path, 'has a lone surrogate');
      return;
    case 'object':
      if (value !== null) refuseLossyObject(value, path, ancestors);
      return;
    default:
      throw new NotCanonicalError(path, `${typeof value} has no JSON form`);
  }
}

function refuseLossyObject(value: object, path: string, ancestors: Set<object>): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
    throw new NotCanonicalError(path, 'is a class instance; give its plain data');
  }
  if (ancestors.has(value)) throw new NotCanonicalError(path, 'contains itself');
  ancestors.add(value);
  for (const [key, member] of Object.entries(value)) {
    if (!key.isWellFormed()) throw new NotCanonicalError(path, 'has a member name with a lone surrogate');
    refuseLossy(member, `${path}/${key}`, ancestors);
  }
  if (Array.isArray(value) && Object.keys(value).length !== value.length) {
    throw new NotCanonicalError(path, 'is a sparse array');
  }
  ancestors.delete(value);
}

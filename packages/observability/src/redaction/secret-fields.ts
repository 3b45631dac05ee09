import type { SecretNames } from './secret-names.js';

/** The attribute with a query, which has no question mark of its own there (OpenTelemetry's semantic conventions). */
const QUERY = 'url.query';
/** Deeper than a logger writes. */
const DEPTH = 8;

export interface SecretFieldsParts {
  readonly names: SecretNames;
  readonly replacement: string;
  redactText(text: string): string;
}

/** Copies of objects without what is secret in them; what has no secret is not copied, and nothing is changed. */
export class SecretFields {
  constructor(private readonly parts: SecretFieldsParts) {}

  /** Never throws: a property that cannot be read is replaced as well. */
  redact<T extends object>(fields: T): T {
    return this.object(fields, [fields]) as T;
  }

  private object(source: object, above: readonly object[]): object {
    let copy: Record<string, unknown> | unknown[] | undefined;
    for (const key of keysOf(source)) {
      const before = read(source, key);
      const after = this.value(nameOf(source, key), before, above);
      if (after === before && before !== UNREADABLE) continue;
      copy ??= Array.isArray(source) ? [...(source as unknown[])] : copied(source);
      (copy as Record<string, unknown>)[key] = after === UNREADABLE ? this.parts.replacement : after;
    }
    return copy ?? source;
  }

  private value(key: string, value: unknown, above: readonly object[]): unknown {
    const { names, replacement, redactText } = this.parts;
    if (value === null || value === undefined || typeof value === 'boolean') return value;
    if (names.has(key) && !isCount(key, value)) return replacement;
    if (key === QUERY && typeof value === 'string') return redactText(`?${value}`).slice(1);
    if (typeof value === 'string') return redactText(value);
    if (typeof value !== 'object' || value instanceof Date || value instanceof Error) return value;
    if (above.includes(value)) return '[Circular]';
    if (above.length >= DEPTH) return replacement;
    const json = plain(value);
    return typeof json === 'object' && json !== null
      ? this.object(json, [...above, value])
      : this.value('', json, above);
  }
}

const UNREADABLE = Symbol('unreadable');
/** A longer text is nobody's name. */
const LONGEST_NAME = 100;

/** A value's key, or in a list what stands before it: so Node.js lists raw headers, and `Object.entries` whatever it is given. */
function nameOf(source: object, key: string): string {
  if (!Array.isArray(source) || Number(key) % 2 === 0) return key;
  const before: unknown = source[Number(key) - 1];
  return typeof before === 'string' && before.length <= LONGEST_NAME ? before : key;
}

/** None of a proxy that does not tell them. */
function keysOf(source: object): readonly string[] {
  try {
    return Object.keys(source);
  } catch {
    return [];
  }
}

function read(source: object, key: string): unknown {
  try {
    return (source as Readonly<Record<string, unknown>>)[key];
  } catch {
    return UNREADABLE;
  }
}

/** A shallow copy, in which properties that cannot be read are missing. */
function copied(source: object): Record<string, unknown> {
  return Object.fromEntries(
    keysOf(source)
      .map((key) => [key, read(source, key)] as const)
      .filter(([, value]) => value !== UNREADABLE),
  );
}

/** What JSON would make of it, in so far as it says so itself. */
function plain(value: object): unknown {
  const toJson = read(value, 'toJSON');
  if (typeof toJson !== 'function') return value;
  try {
    return Reflect.apply(toJson, value, []);
  } catch {
    return UNREADABLE;
  }
}

/** `tokens: 512` says how many. */
function isCount(key: string, value: unknown): boolean {
  return typeof value === 'number' && key.endsWith('s');
}

import { format } from 'node:util';
import type { Redactor } from './redactor.js';

/** The places of a message for values. */
const PLACES = /%[sdifjoOc]/g;

/**
 * The arguments of a call of pino's logger, with the message put together and without secrets: a secret may only be seen
 * with the name that another argument gives it (`'token=%s', token`). An error that comes behind its message, as in
 * `logger.warn('trying again', error)` of Nest, and has no place in it, becomes the line's own: pino would leave it out.
 */
export function redactMessage(args: readonly unknown[], redactor: Redactor): readonly unknown[] {
  const [first, ...more] = args;
  if (typeof first === 'string') {
    const error = errorWithoutPlace(first, more);
    const message = messageOf(first, more, redactor);
    return error ? [{ err: error }, message] : [message];
  }
  const [message = reasonOf(first), ...values] = more;
  if (typeof message !== 'string') return args;
  return [withError(first, errorWithoutPlace(message, values)), messageOf(message, values, redactor)];
}

function errorWithoutPlace(message: string, values: readonly unknown[]): Error | undefined {
  if (values.length === 0) return undefined;
  return values.slice(placesIn(message)).find((value) => value instanceof Error);
}

function withError(fields: unknown, error: Error | undefined): unknown {
  if (!error || typeof fields !== 'object' || fields instanceof Error) return fields;
  return { err: error, ...fields };
}

function placesIn(message: string): number {
  return message.match(PLACES)?.length ?? 0;
}

/** What pino takes for the message of an error without one. */
function reasonOf(first: unknown): string | undefined {
  const error =
    first instanceof Error ? first : (first as { readonly err?: unknown } | null | undefined)?.err;
  return error instanceof Error ? error.message : undefined;
}

/** Values for which the message has no place are left out, as pino does. */
function messageOf(message: string, values: readonly unknown[], redactor: Redactor): string {
  if (values.length === 0) return redactor.text(message);
  const shown = values
    .slice(0, placesIn(message))
    .map((value) => (typeof value === 'object' && value !== null ? redactor.fields(value) : value));
  return redactor.text(format(message, ...shown));
}

import { format } from 'node:util';
import type { Redactor } from './redactor.js';

/**
 * The arguments of a call of pino's logger, with the message put together and without secrets: a secret may only be seen
 * with the name that another argument gives it (`'token=%s', token`).
 */
export function redactMessage(args: readonly unknown[], redactor: Redactor): readonly unknown[] {
  const [first, ...more] = args;
  if (typeof first === 'string') return [messageOf(first, more, redactor)];
  const [message = reasonOf(first), ...values] = more;
  if (typeof message !== 'string') return args;
  return [first, messageOf(message, values, redactor)];
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
  const places = message.match(/%[sdifjoOc]/g)?.length ?? 0;
  const shown = values
    .slice(0, places)
    .map((value) => (typeof value === 'object' && value !== null ? redactor.fields(value) : value));
  return redactor.text(format(message, ...shown));
}

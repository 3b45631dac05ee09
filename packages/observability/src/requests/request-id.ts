import type { IdSource } from './id-source.js';

/**
 * What a client may choose as a request id: 1 to 128 of `A-Z a-z 0-9 . _ ~ : + / = -`. Enough for UUIDs, ULIDs, base64 and
 * trace ids; nothing that could break out of a header, a JSON string, a log query, a shell or a page.
 */
export const REQUEST_ID_PATTERN = /^[\w.~:+/=-]{1,128}$/;

/** The id of a request, and what the client had sent when that was not accepted. */
export interface RequestIdDecision {
  readonly id: string;
  /** Escaped to printable ASCII, at most 128 characters of it. */
  readonly rejected: string | undefined;
}

/** Takes the client's id if it is safe and the client is trusted, else makes a UUIDv7 (RFC 9562 section 5.7). */
export function decideRequestId(
  header: string | readonly string[] | undefined,
  isTrusted: boolean,
  ids: IdSource,
): RequestIdDecision {
  const given = typeof header === 'string' ? header : header?.join(', ');
  if (given === undefined || given === '') return { id: ids.uuidV7(), rejected: undefined };
  if (isTrusted && REQUEST_ID_PATTERN.test(given)) return { id: given, rejected: undefined };
  return { id: ids.uuidV7(), rejected: printable(given) };
}

function printable(text: string): string {
  return text
    .slice(0, 128)
    .replaceAll(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID (RFC 9562) in lower case, or undefined when the text is none. */
export function uuid(text: string): string | undefined {
  return UUID.test(text) ? text.toLowerCase() : undefined;
}

/** Longest name that is repeated, in UTF-16 units. */
const LONGEST = 64;
/** Most names of a path that are repeated. */
const DEEPEST = 32;

/**
 * Signs that a name is really a value that a client put in the place of a name: control characters, an e-mail address, a
 * long number, a token.
 */
const VALUE_LIKE: readonly RegExp[] = [
  /\p{Cc}/u,
  /\S@\S+\.\S/,
  /\d(?:[ -]?\d){8}/,
  /^(?=.*\d)[\w+/=-]{24,}$/,
  /[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/,
];

/** True for a name that may stand in an answer. Clients choose names too: unknown properties and keys of maps. */
export function isTellableName(name: string): boolean {
  return name.length <= LONGEST && !VALUE_LIKE.some((sign) => sign.test(name));
}

/** The path up to the first name that may not stand in an answer: the pointer of an ancestor, which is true as well. */
export function tellablePath(path: readonly string[]): readonly string[] {
  const end = path.findIndex((name, index) => index >= DEEPEST || !isTellableName(name));
  return end < 0 ? path : path.slice(0, end);
}

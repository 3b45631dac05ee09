/** Longest name that is repeated, in UTF-16 units. */
const LONGEST = 64;
/** Most names of a path that are repeated. */
const DEEPEST = 32;
/** Longest path of names joined with dots that is taken apart. */
const LONGEST_PATH = 500;

/**
 * Signs that a name is really a value that a client put in the place of a name: control characters, an e-mail address, a
 * long number, a token. A UUID is an ordinary key of a map.
 */
const VALUE_LIKE: readonly RegExp[] = [
  /\p{Cc}/u,
  /[^\s@]@[^\s@]+\.[^\s@]/,
  /\d(?:[ -]?\d){8}/,
  /^(?=(?:\D*\d){2})(?![\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$)[\w+/=-]{24,}$/i,
  /\beyJ[\w-]{5}/,
];

/** True for a name that may stand in an answer. Clients choose names too: unknown properties and keys of maps. */
export function isTellableName(name: string): boolean {
  return name.length <= LONGEST && !looksLikeValue(name);
}

/**
 * The names in a path that a library has joined with dots: `answers.1.value`. None when the whole looks like a value, because
 * an e-mail address has dots as well.
 */
export function splitPath(dotted: string): readonly string[] {
  return dotted === '' || dotted.length > LONGEST_PATH || looksLikeValue(dotted) ? [] : dotted.split('.');
}

/** True for a path that was joined with dots and may stand in an answer. */
export function isTellablePath(dotted: string): boolean {
  if (dotted.length > LONGEST_PATH) return false;
  return dotted === '' || (!looksLikeValue(dotted) && dotted.split('.').every(isTellableName));
}

function looksLikeValue(text: string): boolean {
  return VALUE_LIKE.some((sign) => sign.test(text));
}

/** The path up to the first name that may not stand in an answer: the pointer of an ancestor, which is true as well. */
export function tellablePath(path: readonly string[]): readonly string[] {
  const end = path.findIndex((name, index) => index >= DEEPEST || !isTellableName(name));
  return end < 0 ? path : path.slice(0, end);
}

/** Names of query parameters whose value lets someone in. */
const SECRET_NAME =
  /^(?:[\w.-]*[_.-])?(?:token|secret|passw(?:or)?d|jwt|session(?:_?id)?|sid|auth|api_?key|access_?key|otp|invite|signature)$/i;

/** Long enough, and of letters and digits: an id that nobody can guess. */
const UNGUESSABLE = /^(?=[^/]*\d)(?=[^/]*[a-z])[\w~-]{20,}$/i;

/** Whether a query parameter of this name lets someone in. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** A URL, or a text with some in it, for a report: without the values that let someone in. */
export function redactUrl(text: string): string {
  return text
    .replace(/([?&;](?:amp;)?)([^=&#\s]+)=([^&#\s"'<>]+)/g, (all, start: string, name: string) =>
      isSecretName(decoded(name)) ? `${start}${name}=…` : all,
    )
    .replace(/(?<=\/)[^/?#\s"'<>]+/g, (segment) =>
      UNGUESSABLE.test(segment) ? `${segment.slice(0, 4)}…` : segment,
    );
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Arrows, pointing hands and triangles that are used as arrows. */
const ARROWS =
  /[\u2190-\u21ff\u27a1\u2794-\u27be\u2b05-\u2b07\u2b95\u25b2\u25b6\u25ba\u25bc\u25c0\u25c4\u261a-\u261f\u{1f446}-\u{1f449}\u{1f8a0}-\u{1f8af}]/u;

/** What asks for a click; Google names "click the ads", "support us" and "visit these links". */
const CALLS = [
  /\bclick (?:here|the ads?|on (?:the|our) ads?|below)\b/i,
  /\b(?:support|help) us\b/i,
  /\bvisit (?:these|our) (?:links|sponsors)\b/i,
  /\bcheck out (?:the|our) (?:ads?|sponsors)\b/i,
  /광고.{0,8}(?:클릭|눌러)/u,
  /(?:여기|아래).{0,4}(?:클릭|눌러)/u,
  /(?:사이트|블로그|저희).{0,6}(?:응원|후원|도와)/u,
  /후원(?:해|하)/u,
];

/** Whether a text points at something or asks for a click. */
export function isDrawingAttention(text: string): boolean {
  return ARROWS.test(text) || CALLS.some((call) => call.test(text));
}

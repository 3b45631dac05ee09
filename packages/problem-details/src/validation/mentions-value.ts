/** Most values inside a value that are looked for. */
const MOST = 1_000;

/**
 * True when a message repeats the value it is about, or a value inside of it. Values of one or two characters count only as
 * a word of their own: nearly every sentence has an "a".
 */
export function mentionsValue(message: string, value: unknown): boolean {
  const pending: unknown[] = [value];
  for (let seen = 0; pending.length > 0 && seen < MOST; seen++) {
    const next = pending.pop();
    if (typeof next === 'object' && next !== null) pending.push(...partsOf(next));
    else if (isMentioned(message, next)) return true;
  }
  // What was not looked at may be mentioned.
  return pending.length > 0;
}

function partsOf(value: object): readonly unknown[] {
  if (value instanceof Date) return [value.toJSON(), String(value)];
  if (value instanceof Map) return [...value].flat().slice(0, MOST);
  if (value instanceof Set) return [...value].slice(0, MOST);
  return Object.values(value).slice(0, MOST);
}

function isMentioned(message: string, value: unknown): boolean {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint') return false;
  const text = String(value).trim();
  if (text.length > 2) return message.includes(text);
  return text !== '' && message.split(/[^\p{L}\p{N}]+/u).includes(text);
}

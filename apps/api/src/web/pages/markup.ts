const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Markup that the service made itself, such as an SVG: the only thing that views do not escape. */
export class Markup {
  constructor(readonly text: string) {}
}

/**
 * A value as it may stand in markup and in quoted attributes; nothing for one that is not there.
 * @throws {TypeError} for an object, which nobody wants to read
 */
export function escapeText(value: unknown): string {
  if (value instanceof Markup) return value.text;
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value).replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
    default:
      if (value === undefined || value === null) return '';
      throw new TypeError('A view prints an object: print a property of it.');
  }
}

/** Finished SVG. Plain strings are never mistaken for it, so whatever people typed is escaped. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** One element. Attributes that are undefined are left out; numbers keep two decimals; strings among the children are text. */
export function element(
  name: string,
  attributes: Attributes,
  children: readonly (Markup | string)[] = [],
): Markup {
  const written = Object.entries(attributes).flatMap(([attribute, value]) =>
    value === undefined ? [] : [` ${attribute}="${escaped(value)}"`],
  );
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : child.markup)).join('');
  const start = `<${name}${written.join('')}`;
  return { markup: inner === '' ? `${start}/>` : `${start}>${inner}</${name}>` };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(value: string | number): string {
  if (typeof value === 'number') return String(Math.round(value * 100) / 100);
  return value
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? '')
    .replaceAll(NOT_XML, '\u{FFFD}');
}

/** Code points that XML 1.0 has no way to write. https://www.w3.org/TR/xml/#charsets */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

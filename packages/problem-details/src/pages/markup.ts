/** Markup that is safe to send: everything in it was written by this package or escaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | undefined | readonly Part[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes markup from a template; values are escaped, for text and for quoted attributes, unless they are markup already. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.map((text, index) => text + toMarkup(parts[index])).join(''));
}

function toMarkup(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(toMarkup).join('');
  // A form feed or a NUL is not allowed in a document in any form.
  return String(part)
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\t\n\r]/gu, '\u{FFFD}')
    .replaceAll(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

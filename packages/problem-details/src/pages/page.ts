import type { Language } from '../registry/problem-definition.js';
import { Html, markup } from './markup.js';
import { PAGE_STYLE } from './page-style.js';

/** A whole document. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  /** Links and the like for the head. @default none */
  readonly head?: Html;
  /** Everything inside of `body`. */
  readonly body: Html;
}

const STYLE = new Html(`<style>${PAGE_STYLE}</style>`);
const DOCTYPE = new Html('<!doctype html>');

/** The document as it is sent. */
export function renderPage({ language, title, head, body }: Page): string {
  const page = markup`${DOCTYPE}
    <html lang="${language}">
      <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>${title}</title>
        ${head}
        ${STYLE}
      </head>
      <body>
        ${body}
      </body>
    </html>
`;
  return page.text;
}

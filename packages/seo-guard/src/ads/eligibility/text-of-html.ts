import { Parser } from 'htmlparser2';

const NOT_CONTENT = new Set(
  'head script style noscript template svg nav header footer aside form button select textarea a iframe'.split(
    ' ',
  ),
);
const BLOCK = new Set(
  'address article blockquote br dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li main ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/**
 * The text of a page that is the publisher's content: not its header, footer, navigation, forms, links or anything hidden
 * (https://support.google.com/publisherpolicies/answer/11169917).
 */
export function textOfHtml(html: string): string {
  const parts: string[] = [];
  /** The open elements, from the first one that is not content. */
  let outside: string[] = [];
  const parser = new Parser({
    onopentag(name, attributes) {
      if (BLOCK.has(name)) parts.push('\n');
      if (VOID.has(name)) return;
      if (outside.length > 0 || NOT_CONTENT.has(name) || isHidden(attributes)) outside.push(name);
    },
    onclosetag(name) {
      if (BLOCK.has(name)) parts.push('\n');
      const opened = outside.lastIndexOf(name);
      if (opened >= 0) outside = outside.slice(0, opened);
    },
    ontext(text) {
      if (outside.length === 0) parts.push(text);
    },
  });
  parser.end(html);
  return parts.join('');
}

function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  return 'hidden' in attributes || attributes['aria-hidden'] === 'true' || 'data-ad-frame' in attributes;
}

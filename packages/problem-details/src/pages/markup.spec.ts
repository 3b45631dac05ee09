import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Html, markup } from './markup.js';

const page = (text: string) => markup`<p title="${text}">${text}</p>${[text, markup`<b>${text}</b>`]}`.text;

describe('markup', () => {
  it('escapes values, and leaves markup and lists of it alone', () => {
    expect(markup`<p>${`<"&'>`}</p>${[markup`<b>${1}</b>`, '<', undefined]}`).toEqual(
      new Html('<p>&lt;&quot;&amp;&#39;&gt;</p><b>1</b>&lt;'),
    );
  });

  it('replaces what no document can hold', () => {
    expect(markup`${'a\0b\fc\u{D800}d\ne'}`.text).toBe('a\u{FFFD}b\u{FFFD}c\u{FFFD}d\ne');
  });

  it('has the same tags whatever the values are', () => {
    const tags = (text: string) => text.replaceAll(/(?<=>)[^<]*|(?<=title=")[^"]*/g, '');
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...`<>"'&/a=!-`) })),
        (text) => {
          expect(tags(page(text))).toBe('<p title=""></p><b></b>');
        },
      ),
      { numRuns: 1000 },
    );
  });
});

import { expect, it } from 'vitest';
import { element } from './svg-element.js';

it('escapes what is text, in attributes and between tags', () => {
  const hostile = `<script>"&'</script>`;
  expect(element('a', { b: hostile }, [hostile, element('c', { d: 1 / 3, e: undefined })]).markup).toBe(
    `<a b="&lt;script&gt;&quot;&amp;'&lt;/script&gt;">&lt;script&gt;&quot;&amp;'&lt;/script&gt;<c d="0.33"/></a>`,
  );
});

it('replaces what XML cannot hold', () => {
  expect(element('a', {}, ['\u{0}x\u{FFFE}\u{D800}y']).markup).toBe('<a>\u{FFFD}x\u{FFFD}\u{FFFD}y</a>');
});

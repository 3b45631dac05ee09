import { describe, expect, it } from 'vitest';
import { measureText } from './text-measure.js';
import { textOfHtml } from './text-of-html.js';

const words = (html: string) => textOfHtml(html).replaceAll(/\s+/g, ' ').trim();

describe('the text of a page', () => {
  it('is what its publisher wrote, without header, navigation, footer, forms, links and ads', () => {
    expect(
      words(`<!doctype html><html><head><title>no</title><style>no</style></head><body>
        <header>no</header><nav><ul><li>no</li></ul></nav>
        <main><h1>One</h1><p>two &amp; <b>three</b> <a href="/">no</a></p>
        <aside data-ad-frame="x">no</aside><form><label>no</label></form><div hidden><p>no</p></div>
        <p>four<br>five</p></main><footer>no</footer><script>no</script></body></html>`),
    ).toBe('One two & three four five');
  });

  it('goes on after elements that were never closed, or closed twice', () => {
    expect(words('<p>one<p>two</b></i></p>three<img alt="no"><br hidden>four')).toBe('one two three four');
    expect(words('<nav><a>no<div></nav>yes')).toBe('yes');
  });
});

describe('a measure', () => {
  it('counts words where they are separated, and characters where one is a syllable', () => {
    expect(measureText('Two words. 사랑해요 愛 カタカナ')).toEqual({ words: 2, syllables: 9 });
  });

  it('counts what people count: not code points, spaces, marks, or a key held down', () => {
    expect(measureText('각각'.normalize('NFD'))).toEqual(measureText('각각'));
    expect(measureText('ㅋㅋㅋㅋㅋㅋ!!! … 👩‍❤️‍👩')).toEqual({ words: 0, syllables: 1 });
  });
});

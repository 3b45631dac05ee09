import { describe, expect, it } from 'vitest';
import { canonicalLink } from './canonical-link.js';

const page = (path: string, indexable = true) =>
  canonicalLink({ path, indexable, robots: '', sensitive: false, rules: [] }, 'https://couple.example');

describe('the canonical link', () => {
  it('names the page on the public host', () => {
    expect(page('/guide')).toBe('<link rel="canonical" href="https://couple.example/guide">');
    expect(page('/가이드')).toBe('<link rel="canonical" href="https://couple.example/%EA%B0%80%EC%9D%B4%EB%93%9C">'); // prettier-ignore
  });

  it('is not there for a page that is not to be indexed', () => {
    expect(page('/share/x', false)).toBe('');
  });

  it.each(['//evil.example/x', '.evil.example', '@evil.example', '/"><script>', '*'])(
    'stays on the host and in its attribute for the path %s',
    (path) => {
      expect(page(path)).toMatch(/^<link rel="canonical" href="https:\/\/couple\.example\/[^"<>]*">$/);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { PathTable } from './path-table.js';
import { formatRobotsTag } from '../robots/robots-header.js';

const noindex = { noindex: true } as const;
const said = (table: PathTable, target: string) => {
  const policy = table.find(target);
  return policy && formatRobotsTag(policy);
};

describe('the path table', () => {
  const table = new PathTable([
    { path: '/share{/*path}', robots: noindex },
    { path: '/sessions/:id/result', robots: { ...noindex, nofollow: true } },
    { path: '/share/og/*file', robots: { noimageindex: true } },
  ]);

  it.each([
    '/share', '/share/', '/share/abc', '/share/abc?x=/y', '/SHARE/abc', '//share//abc', '/%73hare/abc', '/share%2Fabc',
    '/share/%E0%A4%A', '/share/../x', 'http://host/share/abc', '/share/a%20b', '/share#x',
    '/share;x', '/share%2F%FF', '/share\\abc', 'HTTPS://host\\share/abc',
  ])('guards %s', (target) => {
    expect(said(table, target)).toBe('noindex');
  }); // prettier-ignore

  it.each(['/', '', '/shared', '/x/share', '/sessions/1', '/sessions/1/results', '*', '/?path=/share/x'])(
    'leaves %s alone',
    (target) => {
      expect(table.find(target)).toBeUndefined();
    },
  );

  it('matches a parameter that is empty, and everything below a path only for rules that reach there', () => {
    expect(said(table, '/sessions//result')).toBe('noindex, nofollow');
    const below = new PathTable([{ path: '/a/:id', robots: noindex, reach: 'below' }]);
    expect(['/a/1', '/a/1/', '/a/1/b/c', '/a/'].map((path) => said(below, path))).not.toContain(undefined);
    expect(said(new PathTable([{ path: '/a/:id', robots: noindex }]), '/a/1/b')).toBeUndefined();
    expect(said(below, '/ab/1')).toBeUndefined();
  });

  it('is not slowed down by a hostile target', () => {
    const wild = new PathTable([{ path: '/a/*one/b/*two/c', robots: noindex }]);
    const started = performance.now();
    wild.find(`/a/${'/b/b'.repeat(4_000)}`);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('merges all rules that match', () => {
    expect(said(table, '/share/og/a.png')).toBe('noindex, noimageindex');
    expect(said(table, '/sessions/7/result?token=x')).toBe('noindex, nofollow');
  });

  it('can hold everywhere', () => {
    const locked = new PathTable([{ path: '/a', robots: { nofollow: true } }], noindex);
    expect(said(locked, '/anything')).toBe('noindex');
    expect(said(locked, '/a')).toBe('noindex, nofollow');
  });

  it.each([
    ['/a/*', noindex],
    ['/a(b', noindex],
    ['a', noindex],
    ['/limit', { maxSnippet: -5 }],
  ])('names a rule that cannot be used: %s', (path, robots) => {
    expect(() => new PathTable([{ path, robots }])).toThrow(`the rule for "${path}" cannot be used`);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NOINDEX_NOFOLLOW } from '../robots/robots-directives.js';
import { DecisionTable } from './decision-table.js';
import type { PathRule } from './path-rule.js';
import { tableRule } from './table-rule.js';

const noindex = { noindex: true } as const;
const everything = (robots: PathRule['robots'] = {}, source = 'unmatched path') =>
  tableRule({ path: '/{*path}', robots }, { source });
const tableOf = (rules: readonly (PathRule & { readonly reach?: 'path' | 'below' })[], unmatched: PathRule['robots'] = {}) =>
  new DecisionTable(
    rules.map(({ reach = 'path', ...rule }) => tableRule(rule, { source: `rule ${rule.path}`, reach })),
    { unmatched: everything(unmatched), everywhere: [] },
  ); // prettier-ignore

describe('the table', () => {
  const table = tableOf([
    { path: '/share{/*path}', robots: noindex },
    { path: '/sessions/:id/result', robots: { ...noindex, nofollow: true } },
    { path: '/share/og/*file', robots: { noimageindex: true } },
  ]);

  it.each([
    '/share', '/share/', '/share/abc', '/share/abc?x=/y', '/SHARE/abc', '//share//abc', '/%73hare/abc', '/share%2Fabc',
    '/share/%E0%A4%A', '/share/../x', 'http://host/share/abc', '/share/a%20b', '/share#x',
    '/share;x', '/share%2F%FF', '/share\\abc', 'HTTPS://host\\share/abc', '/share%3Bx', '/share%5Cabc',
  ])('guards %s', (target) => {
    expect(table.find(target).robots).toBe('noindex');
  }); // prettier-ignore

  it.each(['/', '', '/shared', '/x/share', '/sessions/1', '/sessions/1/results', '*', '/?path=/share/x'])(
    'leaves %s alone',
    (target) => {
      expect(table.find(target).robots).toBe('');
    },
  );

  it('matches a parameter that is empty, and everything below a path only for rules that reach there', () => {
    expect(table.find('/sessions//result').robots).toBe('noindex, nofollow');
    const below = tableOf([{ path: '/a/:id', robots: noindex, reach: 'below' }]);
    for (const path of ['/a/1', '/a/1/', '/a/1/b/c', '/a/']) expect(below.find(path).robots).toBe('noindex');
    expect(tableOf([{ path: '/a/:id', robots: noindex }]).find('/a/1/b').robots).toBe('');
    expect(below.find('/ab/1').robots).toBe('');
  });

  it('is done with a hostile target', { timeout: 30_000 }, () => {
    const wild = tableOf([{ path: '/a/*one/b/*two/c', robots: noindex }]);
    expect(wild.find(`/a/${'/b/b'.repeat(4_000)}`).robots).toBe('');
  });

  it('merges all rules that match', () => {
    expect(table.find('/share/og/a.png').robots).toBe('noindex, noimageindex');
    expect(table.find('/sessions/7/result?token=x').robots).toBe('noindex, nofollow');
  });

  it('finds rules whose first segment is a parameter, optional, or written in another case or encoding', () => {
    const varied = tableOf([
      { path: '/:locale/private', robots: noindex },
      { path: '/en{glish}/x', robots: { nofollow: true } },
      { path: '/소개', robots: { noarchive: true } },
      { path: '/%EC%95%88%EB%82%B4/:page', robots: { notranslate: true } },
      { path: '/Straße', robots: { noimageindex: true } },
    ]);
    const said = (path: string) => varied.find(path).robots;
    expect(said('/en/private')).toBe('noindex');
    expect([said('/en/x'), said('/english/x')]).toEqual(['nofollow', 'nofollow']);
    expect(said(encodeURI('/소개'))).toBe('noarchive');
    expect(said(encodeURI('/안내/글'))).toBe('notranslate');
    expect([said(encodeURI('/STRAßE')), said(encodeURI('/straße'))]).toEqual([
      'noimageindex',
      'noimageindex',
    ]);
  });
});

describe('what no rule mentions', () => {
  const table = tableOf([{ path: '/' }, { path: '/posts/:slug' }, { path: '/public/a' }], NOINDEX_NOFOLLOW);

  it.each(['/', '/?utm=x', '/posts/1', '/posts/%EA%B8%80', '/posts/a%20b', '/POSTS/1', '/posts/1/', '/publi%63/a'])(
    'is not %s, which stays open',
    (target) => {
      expect(table.find(target).robots).toBe('');
    },
  ); // prettier-ignore

  it.each(['/x', '/posts/1/2', '/posts', '//posts/1', '/public%2Fa', '/posts/a%2Fb', '/public/a;x', '/public\\a', '/%', '*'])(
    'is closed, in every way a router may read it: %s',
    (target) => {
      expect(table.find(target).robots).toBe('noindex, nofollow');
    },
  ); // prettier-ignore
});

describe('sensitive paths', () => {
  const table = tableOf([
    { path: '/share{/*path}', sensitive: true },
    { path: '/share/og/*file', cacheable: true },
  ]);
  const said = (target: string) => {
    const { robots, unreferred, uncached } = table.find(target);
    return { robots, unreferred, uncached };
  };

  it('are for no crawler, no cache and no referrer', () => {
    expect(said('/share/x')).toEqual({ robots: 'noindex, nofollow', unreferred: true, uncached: true });
  });

  it('may be cached where a rule says so, and are for no crawler all the same', () => {
    expect(said('/share/og/a.png')).toEqual({
      robots: 'noindex, nofollow',
      unreferred: true,
      uncached: false,
    });
  });

  it.each(['/share/og;/a.png', '/share//og/a.png', '/share/x%2F..%2Fog/a.png'])(
    'are not cached unless every reading of the path says so: %s',
    (target) => {
      expect(said(target).uncached).toBe(true);
    },
  );
});

describe('the memory of decisions', () => {
  it('never changes what is decided, whatever was asked before', () => {
    const rules = [
      { path: '/a{/*path}', robots: noindex },
      { path: '/:x/b', sensitive: true },
      { path: '/c', robots: { nofollow: true } },
    ];
    const segment = fc.constantFrom('a', 'b', 'c', 'A', '%61', '', '..', 'x;y', '%2F');
    const target = fc.array(segment, { maxLength: 4 }).map((segments) => `/${segments.join('/')}`);
    const old = tableOf(rules, NOINDEX_NOFOLLOW);
    for (let at = 0; at < 5_000; at++) old.find(`/c/${at}`);
    fc.assert(
      fc.property(target, (path) => {
        const fresh = tableOf(rules, NOINDEX_NOFOLLOW).find(path);
        const { robots, unreferred, uncached } = old.find(path);
        expect({ robots, unreferred, uncached }).toEqual({ robots: fresh.robots, unreferred: fresh.unreferred, uncached: fresh.uncached }); // prettier-ignore
      }),
    );
  });

  it('gives paths that the same rules decide one decision', () => {
    const table = tableOf([{ path: '/a/:id', robots: noindex }]);
    expect(table.find('/a/1')).toBe(table.find('/a/2'));
    expect(table.find('/a/1?x')).toBe(table.find('/a/1?y'));
    expect(table.find(`/a/${'x'.repeat(10_000)}`)).toBe(table.find('/a/1'));
  });
});

import { describe, expect, it } from 'vitest';
import { NOINDEX_NOFOLLOW } from '../robots/robots-directives.js';
import { DecisionTable } from '../table/decision-table.js';
import type { PathRule } from '../table/path-rule.js';
import { tableRule, type TableRule } from '../table/table-rule.js';
import { explain, explainLine } from './explain.js';
import { idleRules } from './idle-rules.js';

const everything = (source: string) => tableRule({ path: '/{*path}', robots: NOINDEX_NOFOLLOW }, { source });
const rule = (said: PathRule, source = `rule ${said.path}`) => tableRule(said, { source });
const tableOf = (rules: readonly TableRule[], everywhere: readonly TableRule[] = []) =>
  new DecisionTable(rules, { unmatched: everything('unmatched path'), everywhere });

describe('explaining', () => {
  const table = tableOf([
    rule({ path: '/' }),
    rule({ path: '/share{/*path}', sensitive: true }),
    rule({ path: '/share/og/*file', cacheable: true }),
    rule({ path: '/소식/:id', robots: { noindex: true }, bot: 'Yeti' }),
    rule({ path: '/v1/a', robots: { noarchive: true } }, '@Robots() A.a'),
    rule({ path: '/:version/a', robots: { noarchive: true } }, '@Robots() A.a'),
  ]);
  const told = (url: string) => explain(url, table.find(url));

  it('says what is decided, and by which rules, the ones that restrict first', () => {
    expect(told('https://x.example/share/og/a.png?token=1#top')).toEqual({
      path: '/share/og/a.png',
      robots: 'noindex, nofollow',
      indexable: false,
      sensitive: false,
      rules: [
        { source: 'rule /share{/*path}', robots: 'noindex, nofollow', sensitive: true },
        { source: 'rule /share/og/*file', robots: '', sensitive: false },
      ],
    });
    expect(told('/share/x')).toMatchObject({ sensitive: true, indexable: false });
    expect(told('https://x.example')).toEqual({
      path: '/',
      robots: '',
      indexable: true,
      sensitive: false,
      rules: [{ source: 'rule /', robots: '', sensitive: false }],
    });
  });

  it('says when no rule matched', () => {
    expect(told('/nothing').rules).toEqual([
      { source: 'unmatched path', robots: 'noindex, nofollow', sensitive: false },
    ]);
  });

  it('calls a page indexable that only one crawler is kept from', () => {
    expect(told(encodeURI('/소식/7'))).toMatchObject({ robots: 'yeti: noindex', indexable: true });
  });

  it('tells rules of one source that say the same once', () => {
    expect(told('/v1/a').rules).toHaveLength(1);
  });

  it('fits into a header', () => {
    expect(explainLine(table.find(encodeURI('/소식/7')))).toBe(
      'rule /%EC%86%8C%EC%8B%9D/:id => yeti: noindex',
    );
    expect(explainLine(table.find('/share/og/x'))).toBe('rule /share{/*path} => noindex, nofollow, sensitive; rule /share/og/*file => open'); // prettier-ignore
  });
});

describe('rules without an effect', () => {
  const idle = (rules: readonly TableRule[], everywhere: readonly TableRule[] = []) =>
    idleRules(rules, (path) => tableOf(rules, everywhere).find(path), everywhere);

  it('are those that are there twice', () => {
    const noarchive = { robots: { noarchive: true } };
    expect(idle([rule({ path: '/a', ...noarchive }), rule({ path: '/a', ...noarchive })])).toEqual(['rule /a is there twice.']); // prettier-ignore
    expect(
      idle([rule({ path: '/a', ...noarchive }), rule({ path: '/a', robots: { nofollow: true } })]),
    ).toEqual([]);
  });

  it('are those that open what another rule closes', () => {
    const closing = rule({ path: '/share{/*path}', robots: { noindex: true } });
    const opening = rule({ path: '/share/:id/*rest' }, '@Indexable() Share.page');
    expect(idle([closing, opening])).toEqual(['@Indexable() Share.page opens nothing: rule /share{/*path} says noindex.']); // prettier-ignore
    expect(idle([closing, opening, rule({ path: '/v1/share/:id' }, '@Indexable() Share.page')])).toEqual([]);
  });

  it('are not those that only another environment closes, nor those that lift caching', () => {
    expect(idle([rule({ path: '/{:locale}' })], [everything('environment staging')])).toEqual([]);
    const secret = rule({ path: '/s{/*path}', sensitive: true });
    expect(idle([secret, rule({ path: '/s/og', cacheable: true })])).toEqual([]);
  });
});

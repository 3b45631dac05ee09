import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { describe, expect, it } from 'vitest';
import { auditNoIndex, tableOf } from '../../src/auditing/index.js';
import { SeoGuard } from '../../src/index.js';
import { PagesModule } from './nest-app.js';

const seeds = ['/share/7', '/open/1', '/invites/7/card.png'];

describe.each(ADAPTERS)('an application on %s', (adapter) => {
  it('that is guarded is clean against its own table, inside the process and as data', async () => {
    await using running = await bootApp({ adapter, module: PagesModule.guarded() });
    const guard = running.app.get(SeoGuard);
    expect(tableOf(guard).unmatched).toBe('noindex, nofollow');
    for (const table of [guard, JSON.parse(JSON.stringify(tableOf(guard))) as ReturnType<typeof tableOf>]) {
      const report = await auditNoIndex({ baseUrl: running.url, table, seeds });
      expect(report.findings).toEqual([]);
      expect(report.indexable.map(({ url }) => url)).toEqual([`${running.url}/`]);
    }
  });

  it('that is locked is clean against the table that it has then, and nothing of it could be indexed', async () => {
    await using running = await bootApp({ adapter, module: PagesModule.guarded({ environment: 'staging' }) });
    const table = tableOf(running.app.get(SeoGuard));
    expect(table.rules.at(-1)).toMatchObject({
      path: '/{*path}',
      robots: 'noindex, nofollow',
      source: 'environment staging',
    });
    const { isClean, indexable } = await auditNoIndex({ baseUrl: running.url, table, seeds });
    expect([isClean, indexable]).toEqual([true, []]);
  });

  it('that is locked by mistake is not what its table of production says', async () => {
    await using production = await bootApp({ adapter, module: PagesModule.guarded() });
    const table = tableOf(production.app.get(SeoGuard));
    await using staging = await bootApp({ adapter, module: PagesModule.guarded({ environment: 'staging' }) });
    const { findings } = await auditNoIndex({ baseUrl: staging.url, table, seeds });
    expect(findings.map(({ code, url }) => [code, url])).toEqual([
      ['indexable-is-noindexed', `${staging.url}/`],
    ]);
  });

  it('that is not guarded leaks on every kind of answer', async () => {
    await using guarded = await bootApp({ adapter, module: PagesModule.guarded() });
    const table = tableOf(guarded.app.get(SeoGuard));
    await using leaking = await bootApp({ adapter, module: PagesModule });
    const { findings } = await auditNoIndex({ baseUrl: leaking.url, table, seeds });
    const share = findings.filter(({ rules }) => rules.includes('rule /share{/*path}'));
    expect(new Set(share.map(({ code }) => code))).toEqual(new Set(['header-missing']));
    expect(new Set(share.map(({ foundBy }) => foundBy))).toEqual(
      new Set([
        'seed',
        'table',
        ...[
          'below',
          'trailing-slash',
          'uppercase',
          'encoded',
          'query',
          'head',
          'options',
          'malformed-url',
          'malformed-json',
        ].map((name) => `probe ${name}`),
      ]),
    );
    expect(share.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400, 404]));
    const sensitive = findings.filter(({ code }) => code.startsWith('sensitive-')).map(({ code }) => code);
    expect(sensitive).toEqual(expect.arrayContaining(['sensitive-cacheable', 'sensitive-referrer']));
  });
});

import { readFile } from 'node:fs/promises';
import { createDatabase } from '@couplekit/testkit/postgres';
import { ADAPTERS, bootApp } from '@couplekit/testkit';
import { getDataSourceToken } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const here = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');

describe('the README', () => {
  it('shows the application that is run below', async () => {
    const readme = await here('../README.md');
    for (const shown of ['./readme-app.ts', './readme-unit-of-work.ts'])
      expect(readme).toContain(`\`\`\`ts\n${await here(shown)}\`\`\``);
  });

  it('shows units of work that work, on two databases', async () => {
    const [main, reports] = await Promise.all([createDatabase(), createDatabase()]);
    onTestFinished(() => Promise.all([main.drop(), reports.drop()]).then(() => undefined));
    process.env['DATABASE_URL'] = main.url;
    process.env['REPORTS_DATABASE_URL'] = reports.url;
    vi.resetModules();
    const { Warehouse, WarehouseModule } = await import('./readme-unit-of-work.js');
    await using running = await bootApp({ adapter: 'fastify', module: WarehouseModule });
    const query = (token: ReturnType<typeof getDataSourceToken>, sql: string) =>
      running.app.get<DataSource>(token).query(sql);
    await query(
      getDataSourceToken(),
      'CREATE TABLE stock (article text PRIMARY KEY, amount int CHECK (amount >= 0))',
    );
    await query(getDataSourceToken(), "INSERT INTO stock VALUES ('book', 2)");
    await query(getDataSourceToken('reports'), 'CREATE TABLE report ()');

    const warehouse = running.app.get(Warehouse);
    const left = await Promise.all([warehouse.order('book'), warehouse.order('book')]);
    expect(new Set(left)).toEqual(new Set([0, 1]));
    await expect(warehouse.order('book')).rejects.toMatchObject({ code: '23514' });
    expect(warehouse.mails).toEqual(['book ordered', 'book ordered']);
    expect(await warehouse.count()).toEqual([{ n: 0 }]);
  });

  it.each(ADAPTERS)('shows an application that works on %s', async (adapter) => {
    const database = await createDatabase();
    onTestFinished(() => database.drop());
    process.env['DATABASE_URL'] = database.url;
    vi.resetModules(); // the module reads DATABASE_URL when it is loaded
    const { AccountService, AppModule } = await import('./readme-app.js');
    await using running = await bootApp({ adapter, module: AppModule });

    const response = await fetch(`${running.url}/api/couples/sessions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ participants: [{ role: 'A', nickname: '하나' }] }),
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      stage: 1,
      participants: [{ role: 'A', nickname: '하나' }],
    });

    const dataSource = running.app.get(DataSource);
    await dataSource.query(
      "CREATE TABLE account AS SELECT * FROM (VALUES ('a', 5), ('b', 0)) a (id, balance)",
    );
    await dataSource.query('ALTER TABLE account ADD CHECK (balance >= 0)');
    const accounts = running.app.get(AccountService);
    await accounts.transfer('a', 'b', 3);
    await expect(accounts.transfer('a', 'b', 3)).rejects.toMatchObject({ code: '23514' });
    expect(await dataSource.query('SELECT * FROM account ORDER BY id')).toEqual([
      { id: 'a', balance: 2 },
      { id: 'b', balance: 3 },
    ]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatementDescriptions } from './statement-description.js';

const descriptionOf = (sql: string) => new StatementDescriptions().of(sql);

describe('StatementDescriptions', () => {
  it.each([
    ['SELECT * FROM couple_session WHERE id = $1', 'SELECT couple_session'],
    ['select a, b from songs, public.artists s where x in (select y from "Odd Name")', 'SELECT songs public.artists SELECT Odd Name'], // prettier-ignore
    ['INSERT INTO shipping_details (a, b) SELECT a, b FROM orders', 'INSERT shipping_details SELECT orders'],
    [
      'SELECT d FROM (SELECT * FROM orders o JOIN customers c ON o.c = c.id)',
      'SELECT SELECT orders customers',
    ],
    ['INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = 1', 'INSERT t'],
    ['UPDATE ONLY couple SET a = b FROM other WHERE 1 = 1', 'UPDATE couple other'],
    ['DELETE FROM couple USING other WHERE a = b RETURNING a, b', 'DELETE couple other'],
    ['SELECT 1 FROM couple FOR UPDATE OF couple', 'SELECT couple'],
    ['SELECT extract(year FROM born), x IS DISTINCT FROM y FROM people', 'SELECT people'],
    ['SELECT * FROM generate_series(1, 3), people', 'SELECT people'],
    ['WITH recent AS (SELECT * FROM visits) SELECT * FROM recent JOIN people USING (id)', 'SELECT visits SELECT people'], // prettier-ignore
    ['MERGE INTO a USING b ON a.x = b.x WHEN MATCHED THEN DELETE', 'MERGE a b'],
    ['CREATE TABLE IF NOT EXISTS app.couple (a int, b text)', 'CREATE TABLE app.couple'],
    ['CREATE UNIQUE INDEX CONCURRENTLY one_a ON t (a)', 'CREATE INDEX one_a'],
    ['TRUNCATE couple', 'TRUNCATE couple'],
    ['LOCK TABLE couple IN EXCLUSIVE MODE', 'LOCK TABLE couple'],
    ['START TRANSACTION ISOLATION LEVEL SERIALIZABLE', 'START TRANSACTION'],
    ['SAVEPOINT sp_17', 'SAVEPOINT'],
    ['COMMIT', 'COMMIT'],
    ['SET LOCAL app.user = \'kim\'', 'SET'], // prettier-ignore
  ])('%s is summarized as %s', (sql, summary) => {
    expect(descriptionOf(sql).summary).toBe(summary);
  });

  it.each([
    ["SELECT 'it''s hunter2', E'a\\'hunter2', U&'hunter2', B'0101'", 'SELECT ?, ?, ?, ?'],
    ['SELECT $$hunter2$$, $tag$ hunter2 $$ $tag$, $1', 'SELECT ?, ?, $1'],
    ["SELECT 12.5e-3, .5, t1.c2, -7 FROM t1 -- hunter2\n WHERE /* 'hunter2' */ a=1", 'SELECT ?, ?, t1.c2, -? FROM t1 WHERE a=?'], // prettier-ignore
    ["SELECT 'unfinished hunter2", 'SELECT ?'],
    ["SELECT E'unfinished hunter2\\", 'SELECT ?'],
    ['SELECT $$unfinished hunter2', 'SELECT ?'],
    ['SELECT "a ""quoted"" name"', 'SELECT "a ""quoted"" name"'],
  ])('%s is shown as %s', (sql, text) => {
    expect(descriptionOf(sql).text).toBe(text);
  });

  it('tells several statements from one', () => {
    const couple = "UPDATE a SET b = 'x;y'; INSERT INTO c VALUES ($1)";
    expect(descriptionOf(couple)).toMatchObject({
      summary: 'UPDATE a; INSERT c',
      operation: 'BATCH',
      statements: 2,
    });
    expect(descriptionOf('SELECT 1 FROM a; SELECT 2 FROM b;')).toMatchObject({
      operation: 'BATCH SELECT',
      statements: 2,
    });
    expect(descriptionOf('DELETE FROM a')).toMatchObject({ operation: 'DELETE', statements: 1 });
    expect(descriptionOf(' ;-- nothing')).toMatchObject({ summary: undefined, operation: undefined });
  });

  it('never shows what stands between quotes, and never fails', () => {
    const noise = fc.string({
      unit: fc.constantFrom('a', '1', ' ', '"', '(', ')', ',', '.', ';', '\n', 'FROM '),
    });
    fc.assert(
      fc.property(noise, fc.stringMatching(/^[^']{1,20}$/), (before, secret) => {
        const sql = `${before.replaceAll('"', '')} '${secret}hunter2' SELECT`;
        expect(descriptionOf(sql).text).not.toContain('hunter2');
      }),
    );
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (sql) => void descriptionOf(sql)));
  });

  it('reads a bounded part, and summarizes within 255 characters', () => {
    const tables = Array.from({ length: 400 }, (_, i) => `table_${i}`).join(', ');
    const { summary = '', text } = descriptionOf(`SELECT 1 FROM ${tables} WHERE a = '${'x'.repeat(9000)}'`);
    expect(summary).toMatch(/^SELECT table_0 .* table_\d+$/);
    expect(summary.length).toBeLessThanOrEqual(255);
    expect(text.length).toBeLessThanOrEqual(4096);
  });

  it('keeps only so many descriptions', () => {
    const descriptions = new StatementDescriptions(2);
    const first = descriptions.of('SELECT 1');
    expect(descriptions.of('SELECT 1')).toBe(first);
    descriptions.of('SELECT a');
    descriptions.of('SELECT b');
    expect(descriptions.of('SELECT 1')).not.toBe(first);
  });
});

import { eventually } from '@couplekit/testkit';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { context, diag, SpanKind, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { suppressTracing } from '@opentelemetry/core';
import { ClsServiceManager } from 'nestjs-cls';
import pg from 'pg';
import Cursor from 'pg-cursor';
import QueryStream from 'pg-query-stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { instrumentPg, runInContext } from '../src/index.js';
import { KeptSpans } from './spans.js';
import { sendGroup } from './statement-group.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const carrier = (id = 'r-1', flags = '01') => ({
  'x-request-id': id,
  traceparent: `00-${TRACE_ID}-${SPAN_ID}-${flags}`,
});

const cls = ClsServiceManager.getClsService();
const spans = new KeptSpans();
const { query, connect } = { query: pg.Client.prototype.query, connect: pg.Pool.prototype.connect };
let database: TestDatabase;
let client: pg.Client;
let undo: () => void = () => undefined;

/** What the SDK complains about, such as a span that is ended twice. */
const complaints: unknown[] = [];

beforeAll(async () => {
  const complain = (...what: unknown[]) => void complaints.push(what);
  diag.setLogger({ error: complain, warn: complain, info: () => undefined, debug: () => undefined, verbose: () => undefined }); // prettier-ignore
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(spans.provider);
  database = await createDatabase();
});
beforeEach(async () => {
  client = await new pg.Client(database.url).connect();
  await client.query('CREATE TEMPORARY TABLE couple (id int PRIMARY KEY, name text)');
  await client.query("INSERT INTO couple VALUES (1, 'one'), (2, 'two'), (3, 'three')");
  undo = instrumentPg(pg);
});
afterEach(async () => {
  undo();
  spans.clear();
  await client.end();
});
afterAll(async () => {
  diag.disable();
  trace.disable();
  context.disable();
  await database.drop();
});

const inRequest = <T>(work: () => T, id?: string) => runInContext(carrier(id), work);
type Callback = (error: Error | null, result: pg.QueryResult) => void;
/** What the callback of a query got, and in which request it ran. */
const calledBack = (send: (callback: Callback) => unknown) =>
  inRequest(
    () =>
      new Promise<unknown>((resolve) => {
        send((error, result) => resolve([cls.getId(), error?.message ?? result.rows[0]]));
      }),
  );
const SQL = 'SELECT name FROM couple WHERE id = $1';

describe('instrumentPg', () => {
  it('makes a span of a statement, with neither parameters nor literals', async () => {
    const sql = `${SQL} AND name <> 'hunter2' AND id < 12345`;
    const { rows } = await inRequest(() => client.query(sql, [1]));
    expect(rows).toEqual([{ name: 'one' }]);
    const { hostname, port, pathname } = new URL(database.url);
    expect(spans.ended).toHaveLength(1);
    expect(spans.ended[0]).toMatchObject({
      name: 'SELECT couple',
      kind: SpanKind.CLIENT,
      parentSpanContext: { traceId: TRACE_ID, spanId: SPAN_ID },
      status: { code: 0 },
    });
    expect(spans.ended[0]?.attributes).toEqual({
      'db.system.name': 'postgresql',
      'db.namespace': pathname.slice(1),
      'db.operation.name': 'SELECT',
      'db.query.summary': 'SELECT couple',
      'db.query.text': 'SELECT name FROM couple WHERE id = $1 AND name <> ? AND id < ?',
      'server.address': hostname,
      'server.port': Number(port),
    });
  });

  it.each<[string, (callback: Callback) => unknown]>([
    ['text', (cb) => client.query("SELECT name FROM couple WHERE name = 'one'", cb)],
    ['text and values', (cb) => client.query(SQL, [1], cb)],
    ['configuration', (cb) => client.query({ text: SQL, values: [1] }, cb)],
    ['configuration and values', (cb) => client.query({ text: SQL } as never, [1], cb)],
    [
      'configuration with the callback',
      (cb) => client.query({ text: SQL, values: [1], callback: cb } as never),
    ],
    ['a query with the callback', (cb) => client.query(new pg.Query(SQL, [1], cb as never))],
    ['a query and the callback', (cb) => client.query(new pg.Query(SQL, [1]) as never, cb as never)],
  ])('calls back in the context of its caller: %s', async (_, send) => {
    expect(await calledBack(send)).toEqual(['r-1', { name: 'one' }]);
    expect(await eventually(() => spans.ended.length === 1 && spans.ended)).toMatchObject([
      { name: 'SELECT couple' },
    ]);
  });

  it.each<[string, () => Promise<pg.QueryResult>]>([
    ['text', () => client.query("SELECT name FROM couple WHERE name = 'one'")],
    ['text and values', () => client.query(SQL, [1])],
    ['configuration', () => client.query({ text: SQL, values: [1] })],
    ['configuration and values', () => client.query({ text: SQL }, [1])],
    ['a name', () => client.query({ name: 'by-id', text: SQL, values: [1] })],
    ['rows as lists', () => client.query({ text: SQL, values: [1], rowMode: 'array' })],
    ['text and undefined', () => client.query("SELECT name FROM couple WHERE name = 'one'", undefined)],
  ])('promises a result: %s', async (_, send) => {
    const { rows } = await inRequest(async () => {
      const result = await send();
      expect(cls.getId()).toBe('r-1');
      return result;
    });
    expect(Object.values(rows[0] as object)).toEqual(['one']);
    expect(spans.ended).toHaveLength(1);
  });

  it('takes configurations that are classes, and changes none', async () => {
    class Statement {
      constructor(readonly values: readonly unknown[]) {}
      get text() {
        return SQL;
      }
    }
    const statement = new Statement([2]);
    expect(await calledBack((callback) => client.query(statement as never, callback))).toEqual(['r-1', { name: 'two' }]); // prettier-ignore
    const frozen = Object.freeze({ text: SQL, values: Object.freeze([3]) });
    expect(await calledBack((callback) => client.query(frozen as never, callback))).toEqual(['r-1', { name: 'three' }]); // prettier-ignore
    expect(Object.keys(statement)).toEqual(['values']);
    const again = () => client.query(statement as never) as unknown as Promise<pg.QueryResult>;
    expect((await inRequest(again)).rows).toEqual([{ name: 'two' }]);
  });

  it('runs the events of a query in the context of its caller', async () => {
    const seen = await inRequest(() => {
      const events: unknown[] = [];
      const { promise, resolve } = Promise.withResolvers<unknown[]>();
      client
        .query(new pg.Query('SELECT id FROM couple ORDER BY id'))
        .on('row', ({ id }: { id: number }) => events.push([id, cls.getId()]))
        .on('end', () => resolve([...events, cls.getId()]));
      return promise;
    });
    expect(seen).toEqual([[1, 'r-1'], [2, 'r-1'], [3, 'r-1'], 'r-1']); // prettier-ignore
    expect(spans.ended).toMatchObject([{ name: 'SELECT couple', status: { code: 0 } }]);
  });

  it('has the error of a row that could not be parsed', async () => {
    const types = { getTypeParser: () => () => { throw new RangeError('hunter2'); } }; // prettier-ignore
    const thrown = await inRequest(
      () =>
        new Promise((resolve) => {
          client.query(new pg.Query({ text: 'SELECT 1 AS one', types } as never)).once('error', resolve);
        }),
    );
    expect(thrown).toBeInstanceOf(RangeError);
    expect(spans.ended).toMatchObject([{ status: { code: 2 }, attributes: { 'error.type': 'RangeError' } }]);
  });

  it('makes one span of a cursor, from its query to its end', async () => {
    await inRequest(async () => {
      const cursor = client.query(new Cursor('SELECT id FROM couple ORDER BY id'));
      expect(await cursor.read(2)).toEqual([{ id: 1 }, { id: 2 }]);
      expect(spans.ended).toEqual([]);
      const rest = await new Promise((resolve) => {
        cursor.read(2, (_error, rows) => resolve([rows, cls.getId()]));
      });
      expect(rest).toEqual([[{ id: 3 }], 'r-1']);
    });
    await eventually(() => spans.ended.length === 1);
    await inRequest(async () => {
      const cursor = client.query(new Cursor('SELECT id FROM couple'));
      await cursor.read(1);
      await cursor.close();
      await expect(client.query(new Cursor('SELECT nothing FROM couple')).read(1)).rejects.toMatchObject({ code: '42703' }); // prettier-ignore
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    });
    expect(spans.ended.map(({ name, status }) => [name, status.code])).toEqual([
      ['SELECT couple', 0],
      ['SELECT couple', 0],
      ['SELECT couple', 2],
      ['SELECT', 0],
    ]);
  });

  it('makes one span of a query stream', async () => {
    const ids = await inRequest(async () => {
      const found: unknown[] = [];
      const stream = client.query(new QueryStream('SELECT id FROM couple ORDER BY id', [], { batchSize: 1 }));
      for await (const { id } of stream as AsyncIterable<{ id: number }>) found.push([id, cls.getId()]);
      return found;
    });
    expect(ids).toEqual([[1, 'r-1'], [2, 'r-1'], [3, 'r-1']]); // prettier-ignore
    expect(await eventually(() => spans.ended.length === 1 && spans.ended)).toMatchObject([
      { name: 'SELECT couple' },
    ]);
  });

  it('has the SQLSTATE of an error, and nothing of its message', async () => {
    const failing = async () => {
      await client.query('INSERT INTO couple VALUES ($1, $2)', [1, 'hunter2']);
    };
    await expect(inRequest(failing)).rejects.toMatchObject({ code: '23505', stack: expect.stringContaining('failing') }); // prettier-ignore
    expect(await calledBack((callback) => client.query("SELECT 'hunter2'::int", callback))).toEqual(['r-1', expect.stringContaining('hunter2')]); // prettier-ignore
    expect(spans.ended).toMatchObject([
      { name: 'INSERT couple', status: { code: 2 }, attributes: { 'db.response.status_code': '23505', 'error.type': '23505' } },
      { name: 'SELECT', status: { code: 2 }, attributes: { 'db.response.status_code': '22P02', 'error.type': '22P02' } },
    ]); // prettier-ignore
    const said = spans.ended.map(({ attributes, events, status }) => ({ attributes, events, status }));
    expect(JSON.stringify(said)).not.toContain('hunter2');
  });

  it('has errors of statements that were never sent', async () => {
    const other = await new pg.Client(database.url).connect();
    await other.end();
    await inRequest(async () => {
      expect(() => client.query(null as never)).toThrow(TypeError);
      expect(() => client.query('SELECT 1', [], 'no function' as never)).toThrow(
        'callback is not a function',
      );
      await expect(client.query({} as never)).rejects.toMatchObject({ message: expect.stringContaining('text or a name') }); // prettier-ignore
      const unserializable = { toPostgres: () => { throw new RangeError('hunter2'); } }; // prettier-ignore
      await expect(client.query(SQL, [unserializable])).rejects.toBeInstanceOf(RangeError);
      await expect(other.query('SELECT 1')).rejects.toMatchObject({
        message: expect.stringContaining('closed'),
      });
    });
    expect(spans.ended.map(({ attributes }) => attributes['error.type'])).toEqual(['TypeError', 'TypeError', 'Error', 'RangeError', 'Error']); // prettier-ignore
    expect(spans.ended.every(({ attributes }) => attributes['db.response.status_code'] === undefined)).toBe(
      true,
    );
  });

  it('does not hide that nobody waits for a statement that fails', async () => {
    const unhandled = Promise.withResolvers<unknown>();
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection').once('unhandledRejection', unhandled.resolve);
    inRequest(() => void client.query('SELECT nothing'));
    expect(await unhandled.promise).toMatchObject({ code: '42703' });
    for (const other of others) process.on('unhandledRejection', other);
  });

  it('tells several statements in one text', async () => {
    await inRequest(() => client.query("SELECT 1 FROM couple; UPDATE couple SET name = 'x' WHERE id = 9"));
    expect(spans.ended).toMatchObject([
      {
        name: 'SELECT couple; UPDATE couple',
        attributes: { 'db.operation.name': 'BATCH', 'db.operation.batch.size': 2 },
      },
    ]);
  });

  it('makes one span of a group of statements that sends itself, and leaves it as it is', async () => {
    const texts = ["INSERT INTO couple VALUES (4, 'hunter2')", 'SELECT id FROM couple ORDER BY id'];
    expect(await inRequest(() => sendGroup(client, texts))).toEqual([[], [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]]); // prettier-ignore
    await expect(inRequest(() => sendGroup(client, texts))).rejects.toMatchObject({ code: '23505' });
    expect((await client.query('SELECT count(*)::int FROM couple')).rows).toEqual([{ count: 4 }]);
    expect(spans.ended).toMatchObject([
      {
        name: 'INSERT couple; SELECT couple',
        status: { code: 0 },
        attributes: { 'db.operation.batch.size': 2 },
      },
      { status: { code: 2 }, attributes: { 'db.response.status_code': '23505' } },
    ]);
  });

  it('makes no span outside of contexts, below a span that is not sampled, and where tracing is suppressed', async () => {
    await client.query('SELECT 1');
    await runInContext(carrier('r-1', '00'), () => client.query('SELECT 1'));
    await inRequest(() => context.with(suppressTracing(context.active()), () => client.query('SELECT 1')));
    expect(spans.ended).toEqual([]);
  });

  it('keeps the context in callbacks and events also below a span that is not sampled', async () => {
    const seen = await runInContext(carrier('r-9', '00'), async () => [
      await new Promise((resolve) => client.query('SELECT 1', () => resolve(cls.getId()))),
      await new Promise((resolve) =>
        client.query(new pg.Query('SELECT 1')).once('row', () => resolve(cls.getId())),
      ),
    ]);
    expect(seen).toEqual(['r-9', 'r-9']);
  });

  it('puts statements of a pool that had no free client into the request that asked for them', async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    const ids = ['a', 'b', 'c', 'd'];
    const called = await Promise.all(
      ids.map((id) =>
        runInContext({ 'x-request-id': id }, () =>
          id < 'c'
            ? pool.query('SELECT pg_sleep(0.01)').then(() => cls.getId())
            : new Promise((resolve) => {
                pool.connect((_error, free, release) => {
                  free?.query('SELECT pg_sleep(0.01)', () => (release(), resolve(cls.getId())));
                });
              }),
        ),
      ),
    );
    await pool.end();
    expect(called).toEqual(ids);
    const statements = spans.ended.filter(({ name }) => name === 'SELECT');
    const jobs = spans.ended.filter(({ name }) => name === 'job');
    expect(statements.map((span) => span.spanContext().traceId).toSorted()).toEqual(jobs.map((span) => span.spanContext().traceId).toSorted()); // prettier-ignore
    expect(new Set(statements.map(({ parentSpanContext }) => parentSpanContext?.spanId)).size).toBe(4);
  });

  it.each<[string, (pool: pg.Pool) => Promise<pg.QueryResult>]>([
    ['text', (pool) => pool.query("SELECT name FROM couple WHERE name = 'one'")],
    ['text and values', (pool) => pool.query(SQL, [1])],
    [
      'configuration',
      (pool) => pool.query(Object.freeze({ text: SQL, values: Object.freeze([1]) }) as never),
    ],
    ['configuration and values', (pool) => pool.query({ text: SQL }, [1])],
    ['callback', (pool) => new Promise((resolve, reject) => { pool.query(SQL, [1], (error, result) => error ? reject(error) : resolve(result)); })], // prettier-ignore
  ])('has one span of a statement of a pool, in its own request only: %s', async (_, send) => {
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    await pool.query('CREATE TEMPORARY TABLE couple (id int, name text)');
    await pool.query("INSERT INTO couple VALUES (1, 'one')");
    // The pool calls back for the second from the end of the first.
    const ask = (id: string, flags: string) =>
      runInContext(carrier(id, flags), async () => [(await send(pool)).rows[0], cls.getId()]);
    const answers = await Promise.all([ask('sampled', '01'), ask('other', '00'), ask('last', '01')]);
    await pool.end();
    expect(answers).toEqual(['sampled', 'other', 'last'].map((id) => [{ name: 'one' }, id]));
    expect(spans.ended.map(({ name, status }) => [name, status.code])).toEqual([['SELECT couple', 0], ['SELECT couple', 0]]); // prettier-ignore
  });

  it('tells of errors of statements of a pool, also where no client could be had', async () => {
    const pool = new pg.Pool({ connectionString: database.url });
    await expect(inRequest(() => pool.query('SELECT 1 / 0'))).rejects.toThrow('division by zero');
    await pool.end();
    expect(spans.ended).toMatchObject([{ attributes: { 'db.response.status_code': '22012' } }]);
    await expect(inRequest(() => pool.query(SQL, [1]))).rejects.toThrow('after calling end');
  });

  it('is once for a module, says so, and leaves nothing behind', async () => {
    expect(() => instrumentPg(pg)).toThrow('instrumented already');
    undo();
    expect(pg.Client.prototype.query).toBe(query);
    expect(pg.Pool.prototype.connect).toBe(connect);
    expect(Object.hasOwn(pg.Pool.prototype, 'query')).toBe(false);
    expect(Object.getOwnPropertySymbols(pg.Client.prototype)).toEqual([]);
    await inRequest(() => client.query('SELECT 1'));
    expect(spans.ended).toEqual([]);
    const late = undo;
    undo = instrumentPg(pg);
    late();
    expect(() => instrumentPg(pg)).toThrow('instrumented already');
  });

  it('leaves the patch of another on top in its place, and does nothing below it', async () => {
    const traced = pg.Client.prototype.query;
    const theirs = function (this: pg.Client, ...args: unknown[]): unknown {
      return Reflect.apply(traced, this, args);
    };
    pg.Client.prototype.query = theirs as typeof traced;
    undo();
    expect(pg.Client.prototype.query).toBe(theirs);
    await inRequest(() => client.query('SELECT 1'));
    expect(spans.ended).toEqual([]);
    pg.Client.prototype.query = query;
  });
});

describe('sqlCommenter', () => {
  beforeEach(() => {
    undo();
    undo = instrumentPg(pg, { sqlCommenter: true });
  });
  const current = 'SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid() AND $1 = 1';
  const sent = async (send: () => Promise<pg.QueryResult<{ query: string }>>) =>
    (await inRequest(send)).rows[0]?.query;

  it('appends the traceparent of the span to texts that are not prepared', async () => {
    const plain = 'SELECT query FROM pg_stat_activity WHERE pid = pg_backend_pid();';
    expect(await sent(() => client.query(plain))).toBe(`${plain}/*traceparent='${ownTraceparent()}'*/`);
    expect(await sent(() => client.query(current, [1]))).toBe(
      `${current}/*traceparent='${ownTraceparent()}'*/`,
    );
    const config = Object.freeze({ text: current, values: [1] });
    expect(await sent(() => client.query(config))).toBe(`${current}/*traceparent='${ownTraceparent()}'*/`);
    const [, { query: called }] = (await calledBack((callback) => client.query(config, callback))) as [unknown, { query: string }]; // prettier-ignore
    expect(called).toContain('/*traceparent=');
    expect(spans.ended[0]?.attributes['db.query.text']).not.toContain('traceparent');
  });

  it('changes no prepared statement, and none with a comment', async () => {
    expect(await sent(() => client.query({ name: 'current', text: current, values: [1] }))).toBe(current);
    expect(await sent(() => client.query(`${current} /* mine */`, [1]))).toBe(`${current} /* mine */`);
    expect(await sent(() => client.query(`${current} -- mine`, [1]))).toBe(`${current} -- mine`);
    const suppressed = () =>
      context.with(suppressTracing(context.active()), () => client.query(current, [1]));
    expect(await sent(suppressed)).toBe(current);
    expect(await runInContext(carrier('r', '00'), async () => (await client.query(current, [1])).rows[0])).toEqual({ query: current }); // prettier-ignore
  });

  function ownTraceparent(): string {
    const { traceId = '', spanId = '' } = spans.ended.at(-1)?.spanContext() ?? {};
    return `00-${traceId}-${spanId}-01`;
  }
});

// After the others, of all of which it speaks.
it('gives the SDK nothing to complain about', () => {
  expect(complaints).toEqual([]);
});

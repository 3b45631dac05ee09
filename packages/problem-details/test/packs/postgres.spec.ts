import { Controller, Get, Param, Query } from '@nestjs/common';
import { Client, Pool } from 'pg';
import postgres from 'postgres';
import { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ADAPTERS, startTcpProxy } from '@couplekit/testkit';
import { createDatabase, type TestDatabase } from '@couplekit/testkit/postgres';
import { defineProblem, postgresPack, ProblemException, type PostgresPackOptions } from '../../src/index.js';
import { BASE_URI, bootProblemApp, fetchProblem, SECRET, type ProblemApp } from '../problem-app.js';

const TABLE = `t_${SECRET.replaceAll('-', '_')}`;

const SCHEMA = `
  CREATE TABLE ${TABLE} (
    id int PRIMARY KEY,
    email text CONSTRAINT users_email_key UNIQUE,
    phone text UNIQUE,
    name text NOT NULL DEFAULT '',
    age int CONSTRAINT age_range CHECK (age >= 14),
    parent int CONSTRAINT parent_fkey REFERENCES ${TABLE} (id),
    during int4range,
    CONSTRAINT one_booking EXCLUDE USING gist (during WITH &&)
  );
  CREATE TABLE children (id int CONSTRAINT child_fkey REFERENCES ${TABLE} (id));
  CREATE TABLE restricted (id int REFERENCES ${TABLE} (id) ON DELETE RESTRICT);
  INSERT INTO ${TABLE} (id, email, phone, during) VALUES
    (1, 'a@example.com', '010', '[1,5)'), (2, '${SECRET}@example.com', '${SECRET}', NULL), (3, NULL, NULL, NULL);
  INSERT INTO ${TABLE} (id, parent) VALUES (4, 3);
  INSERT INTO children VALUES (1);
  INSERT INTO restricted VALUES (2);
`;

/** What the statement breaks, the statement, and what the client hears. */
const STATEMENTS: Readonly<Record<string, readonly [sqlstate: string, sql: string, status: number]>> = {
  unique: ['23505', `INSERT INTO ${TABLE} (id, phone) VALUES (9, '${SECRET}')`, 409],
  'unique-primary': ['23505', `INSERT INTO ${TABLE} (id) VALUES (1)`, 409],
  exclusion: ['23P01', `INSERT INTO ${TABLE} (id, during) VALUES (9, '[2,3)')`, 409],
  'missing-reference': ['23503', `INSERT INTO children VALUES (77)`, 422],
  'missing-reference-update': ['23503', `UPDATE children SET id = 77`, 422],
  'missing-reference-self': ['23503', `INSERT INTO ${TABLE} (id, parent) VALUES (9, 99)`, 422],
  'still-in-use': ['23503', `DELETE FROM ${TABLE} WHERE id = 1`, 409],
  'still-in-use-update': ['23503', `UPDATE ${TABLE} SET id = 12 WHERE id = 1`, 409],
  'still-in-use-self': ['23503', `DELETE FROM ${TABLE} WHERE id = 3`, 409],
  restrict: ['23001', `DELETE FROM ${TABLE} WHERE id = 2`, 409],
  'not-null': ['23502', `INSERT INTO ${TABLE} (id, name) VALUES (9, NULL)`, 422],
  check: ['23514', `INSERT INTO ${TABLE} (id, age) VALUES (9, 3)`, 422],
  'text-representation': ['22P02', `SELECT '${SECRET}'::int`, 422],
  'too-long': [
    '22001',
    `CREATE TEMP TABLE short (s varchar(3)); INSERT INTO short VALUES ('${SECRET}')`,
    422,
  ],
  'out-of-range': ['22003', `SELECT 9999999999999::bigint::int`, 422],
  'bad-date': ['22008', `SELECT '2026-13-45'::date`, 422],
  'statement-timeout': ['57014', `SET statement_timeout = 20; SELECT pg_sleep(5)`, 504],
  'transaction-timeout': ['25P04', `SET transaction_timeout = 30; BEGIN; SELECT pg_sleep(5)`, 504],
  terminated: ['57P01', `SELECT pg_terminate_backend(pg_backend_pid())`, 503],
  'temp-files': [
    '53400',
    `SET temp_file_limit = 64; SET work_mem = 64; SELECT count(*) FROM (SELECT g, repeat('x', 50) FROM generate_series(1, 90000) g ORDER BY 2, 1 OFFSET 1) x`,
    503,
  ],
  'unknown-table': ['42P01', `SELECT * FROM nowhere_${TABLE}`, 500],
  syntax: ['42601', `SELEC '${SECRET}'`, 500],
  raised: [
    'P0001',
    `DO $$ BEGIN RAISE EXCEPTION '${SECRET}' USING DETAIL = '${SECRET}', HINT = '${SECRET}'; END $$`,
    500,
  ],
};

const WAYS = ['pg', 'postgres.js', 'typeorm', 'wrapped'] as const;
type Way = (typeof WAYS)[number];

let database: TestDatabase;
/** What the handler of this moment runs. */
let work: () => Promise<unknown>;
/** What the driver threw at last. */
let thrown: { readonly code?: string; readonly driverError?: { readonly code?: string } } | undefined;

@Controller()
class SqlController {
  @Get('run/:name') async run(@Param('name') name: string, @Query('way') way: Way) {
    const [, sql = ''] = STATEMENTS[name] ?? [];
    return remember(() => runSql(way, sql));
  }
  @Get('work') work() {
    return remember(work);
  }
}

async function remember(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    thrown = error as typeof thrown;
    throw error;
  }
}

async function runSql(way: Way, sql: string): Promise<unknown> {
  switch (way) {
    case 'pg':
      return withClient((client) => client.query(sql));
    case 'wrapped':
      return withClient((client) => client.query(sql)).catch((cause: Error) => {
        // As Drizzle and others do.
        throw Object.assign(new Error(`Failed query: ${sql}`, { cause }), { query: sql, params: [SECRET] });
      });
    case 'postgres.js': {
      const db = postgres(database.url, { max: 1, onnotice: () => undefined });
      try {
        return await db.unsafe(sql);
      } finally {
        await db.end({ timeout: 1 });
      }
    }
    case 'typeorm': {
      const source = await new DataSource({
        type: 'postgres',
        url: database.url,
        installExtensions: false,
      }).initialize();
      try {
        return (await source.query(sql)) as unknown;
      } finally {
        await source.destroy();
      }
    }
    default:
      return way satisfies never;
  }
}

async function withClient<T>(use: (client: Client) => Promise<T>, url = database.url): Promise<T> {
  const client = new Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

const sqlstate = () => {
  const error = thrown as { code?: string; driverError?: { code?: string }; cause?: { code?: string } };
  return error.driverError?.code ?? error.cause?.code ?? error.code;
};

/** postgres.js loses the last words of a server that ends the connection. */
function expectation(name: string, way: Way): readonly [sqlstate: string, status: number] {
  const [expected = '', , status = 0] = STATEMENTS[name] ?? [];
  const isFatal = name === 'terminated' || name === 'transaction-timeout';
  return isFatal && way === 'postgres.js' ? ['CONNECTION_CLOSED', 503] : [expected, status];
}

const tooYoung = defineProblem({
  slug: 'age-not-allowed',
  status: 403,
  title: { en: 'Too young', ko: '나이 제한' },
  detail: { en: 'One has to be 14.', ko: '14세부터 쓸 수 있습니다.' },
});

const CONSTRAINTS: PostgresPackOptions['constraints'] = {
  users_email_key: {
    pointer: '#/email',
    code: 'taken',
    detail: { en: 'This address is in use.', ko: '이미 쓰고 있는 주소입니다.' },
  },
  child_fkey: {
    in: 'path',
    parameter: 'child',
    code: 'unknown',
    detail: { en: 'There is no such child.', ko: '그런 아이가 없습니다.' },
  },
  [`${TABLE}.name`]: {
    pointer: '#/name',
    code: 'required',
    detail: { en: 'A name is needed.', ko: '이름을 넣어 주세요.' },
  },
  age_range: { problem: tooYoung },
};

beforeAll(async () => {
  database = await createDatabase();
  await withClient((client) => client.query(SCHEMA));
});
afterAll(() => database.drop());

describe.each(ADAPTERS)('on %s', (adapter) => {
  let app: ProblemApp;
  let mapped: ProblemApp;
  let chance = 0;
  beforeAll(async () => {
    const controllers = [SqlController];
    mapped = await bootProblemApp(adapter, {
      controllers,
      options: {
        problems: [tooYoung],
        packs: [postgresPack({ constraints: CONSTRAINTS, invalidStatus: 400 })],
      },
    });
    // Nest logs with the logger of the application that was made last.
    app = await bootProblemApp(adapter, {
      controllers,
      options: { packs: [postgresPack({ retryAfter: [2, 7], random: () => chance })] },
    });
  });
  afterAll(() => Promise.all([app.close(), mapped.close()]));
  afterEach(() => {
    app.errors.length = 0;
    chance = 0;
  });

  describe.each(WAYS)('through %s', (way) => {
    it.each(Object.keys(STATEMENTS))('answers %s and says nothing of the driver', async (name) => {
      const [expected, status] = expectation(name, way);
      const answer = await fetchProblem(`${app.url}/run/${name}?way=${way}`);
      expect(sqlstate()).toBe(expected);
      expect(answer.status).toBe(status);
      expect(answer.body).toMatchObject({ type: 'about:blank', status, instance: `/run/${name}` });
      expect(answer.headers.get('retry-after')).toBe(status === 503 ? '2' : null);
      for (const word of [SECRET, TABLE, 'children', 'constraint', 'fkey', 'SELECT', 'INSERT', expected]) {
        expect(answer.text).not.toContain(word);
      }
      expect(app.errors).toHaveLength(status >= 500 ? 1 : 0);
    });
  });

  it('tells the two halves of 23503 apart', async () => {
    const detail = async (name: string) => (await fetchProblem(`${app.url}/run/${name}?way=pg`)).body.detail;
    expect(await detail('missing-reference')).toBe('The request refers to something that does not exist.');
    expect(await detail('still-in-use')).toBe('This is still in use, so it cannot be changed or removed.');
  });

  it('spreads Retry-After over whole seconds', async () => {
    const waits = [];
    for (chance of [0, 0.2, 0.5, 0.9999]) {
      const { headers } = await fetchProblem(`${app.url}/run/terminated?way=pg`);
      waits.push(headers.get('retry-after'));
    }
    expect(waits).toEqual(['2', '3', '5', '7']);
  });

  it('has 503 for a transaction that cannot be serialized', async () => {
    work = () =>
      withClient((one) =>
        withClient(async (two) => {
          await one.query(`BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT * FROM ${TABLE}`);
          await two.query(`UPDATE ${TABLE} SET name = name || '.' WHERE id = 1`);
          return one.query(`UPDATE ${TABLE} SET name = 'x' WHERE id = 1`);
        }),
      );
    expect((await fetchProblem(`${app.url}/work`)).status).toBe(503);
    expect(thrown?.code).toBe('40001');
  });

  it('has 503 for a deadlock', async () => {
    work = () =>
      withClient((one) =>
        withClient(async (two) => {
          for (const [index, client] of [one, two].entries()) {
            await client.query(
              `SET deadlock_timeout = 30; BEGIN; UPDATE ${TABLE} SET name = name WHERE id = ${index + 1}`,
            );
          }
          await Promise.all([
            one.query(`UPDATE ${TABLE} SET name = name WHERE id = 2`),
            two.query(`UPDATE ${TABLE} SET name = name WHERE id = 1`),
          ]);
        }),
      );
    expect((await fetchProblem(`${app.url}/work`)).status).toBe(503);
    expect(thrown?.code).toBe('40P01');
  });

  it('has 503 for a lock that somebody else has', async () => {
    work = () =>
      withClient((one) =>
        withClient(async (two) => {
          await one.query(`BEGIN; SELECT * FROM ${TABLE} WHERE id = 1 FOR UPDATE`);
          return two.query(`SELECT * FROM ${TABLE} WHERE id = 1 FOR UPDATE NOWAIT`);
        }),
      );
    expect((await fetchProblem(`${app.url}/work`)).status).toBe(503);
    expect(thrown?.code).toBe('55P03');
  });

  it('has 503 when the server takes no more connections', async () => {
    const role = `full_${adapter}`;
    await withClient((client) => client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' CONNECTION LIMIT 0`));
    const url = Object.assign(new URL(database.url), { username: role, password: 'x' }).href;
    work = () => withClient((client) => client.query('SELECT 1'), url);
    const answer = await fetchProblem(`${app.url}/work`);
    await withClient((client) => client.query(`DROP ROLE ${role}`));
    expect(answer.status).toBe(503);
    expect(thrown?.code).toBe('53300');
    expect(answer.text).not.toContain(role);
  });

  it('has 503 when the connection is cut in the middle of a statement', async () => {
    await using proxy = await startTcpProxy(database.url);
    for (const connect of ['pg', 'postgres.js'] as const) {
      work = async () => {
        if (connect === 'pg') {
          return withClient((client) => {
            const asking = client.query('SELECT pg_sleep(5)');
            setTimeout(() => proxy.cutAll(), 50);
            return asking;
          }, proxy.url);
        }
        const db = postgres(proxy.url, { max: 1 });
        await db`SELECT 1`;
        const asking = db`SELECT pg_sleep(5)`.execute();
        setTimeout(() => proxy.cutAll(), 50);
        try {
          return await asking;
        } finally {
          await db.end({ timeout: 0 });
        }
      };
      thrown = undefined;
      const answer = await fetchProblem(`${app.url}/work`);
      expect(answer.status, `${connect}: ${String(thrown)}`).toBe(503);
    }
  });

  it('has 503 when nobody listens at the port of the database, and 500 for any other port', async () => {
    const server = await startTcpProxy(database.url);
    const { port, href } = new URL(server.url);
    await server[Symbol.asyncDispose]();
    work = () => withClient((client) => client.query('SELECT 1'), href);
    expect((await fetchProblem(`${app.url}/work`)).status).toBe(500);
    await using aware = await bootProblemApp(adapter, {
      controllers: [SqlController],
      options: { packs: [postgresPack({ ports: [Number(port)] })] },
    });
    const answer = await fetchProblem(`${aware.url}/work`);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(answer.text).not.toContain(port);
    const bothFamilies = href.replace('127.0.0.1', 'localhost');
    work = () => withClient((client) => client.query('SELECT 1'), bothFamilies);
    expect((await fetchProblem(`${aware.url}/work`)).status).toBe(503);
  });

  it('has 503 when a pool has waited too long for a connection', async () => {
    const pool = new Pool({ connectionString: database.url, max: 1 });
    const taken = await pool.connect();
    pool.options.connectionTimeoutMillis = 30;
    work = () => pool.query('SELECT 1');
    const answer = await fetchProblem(`${app.url}/work`).finally(() => taken.release());
    await pool.end();
    expect(answer.status).toBe(503);
  });

  it('gives every SQLSTATE that the server knows the status of its class', async () => {
    const rows = await withClient(async (client) => {
      const { rows: lines } = await client.query<{ code: string }>(`
        SELECT m[1] AS code FROM pg_config, LATERAL regexp_matches(
          pg_read_file(setting || '/errcodes.txt'), '^([0-9A-Z]{5})\\s+E\\s', 'gn') AS m
        WHERE name = 'SHAREDIR' ORDER BY 1`);
      return [...new Set(lines.map(({ code }) => code))].toSorted();
    });
    expect(rows.length).toBeGreaterThan(200);
    const answers = new Map<string, number>();
    await withClient(async (client) => {
      for (const code of rows) {
        work = () =>
          client.query(`DO $$ BEGIN RAISE EXCEPTION '${SECRET}' USING ERRCODE = '${code}'; END $$`);
        const answer = await fetchProblem(`${app.url}/work`);
        expect(thrown?.code).toBe(code);
        expect(answer.text).not.toContain(SECRET);
        answers.set(code, answer.status);
      }
    });
    const of = (status: number) => rows.filter((code) => answers.get(code) === status);
    const inClass = (...prefixes: string[]) =>
      rows.filter((code) => prefixes.some((prefix) => code.startsWith(prefix)));
    expect(of(409)).toEqual(['23001', '23505', '23P01']);
    expect(of(422)).toEqual(inClass('22', '23502', '23503', '23514'));
    expect(of(503)).toEqual(inClass('08', '40001', '40P01', '53', '55P03', '57P'));
    expect(of(504)).toEqual(['25P04', '57014']);
    expect(of(500).length).toBe(
      rows.length - of(409).length - of(422).length - of(503).length - of(504).length,
    );
  });

  it('calls a broken constraint by its public name, in the language of the client', async () => {
    work = () => runSql('typeorm', `INSERT INTO ${TABLE} (id, email) VALUES (9, 'a@example.com')`);
    const english = await fetchProblem(`${mapped.url}/work`);
    expect(english.body).toMatchObject({
      type: 'about:blank',
      status: 409,
      detail: 'This address is in use.',
      errors: [{ pointer: '#/email', detail: 'This address is in use.', code: 'taken' }],
    });
    const korean = await fetchProblem(`${mapped.url}/work`, { headers: { 'accept-language': 'ko' } });
    expect(korean.body.errors).toEqual([
      { pointer: '#/email', detail: '이미 쓰고 있는 주소입니다.', code: 'taken' },
    ]);
    expect(korean.body.detail).toBe('이미 쓰고 있는 주소입니다.');
  });

  it.each(['pg', 'postgres.js'] as const)(
    'names a missing reference and a missing value through %s',
    async (way) => {
      const reference = await fetchProblem(`${mapped.url}/run/missing-reference?way=${way}`);
      expect(reference.body.errors).toEqual([
        { in: 'path', parameter: 'child', detail: 'There is no such child.', code: 'unknown' },
      ]);
      const missing = await fetchProblem(`${mapped.url}/run/not-null?way=${way}`);
      expect(missing.body).toMatchObject({ status: 400, errors: [{ pointer: '#/name', code: 'required' }] });
    },
  );

  it('answers with a definition of the application', async () => {
    const answer = await fetchProblem(`${mapped.url}/run/check?way=typeorm`);
    expect(answer.body).toMatchObject({
      type: `${BASE_URI}age-not-allowed`,
      status: 403,
      title: 'Too young',
      detail: 'One has to be 14.',
    });
  });

  it('does not look into an exception that somebody decided on', async () => {
    work = () =>
      runSql('pg', STATEMENTS['unique']?.[1] ?? '').catch((cause: unknown) => {
        throw new ProblemException(410, { cause });
      });
    expect((await fetchProblem(`${app.url}/work`)).status).toBe(410);
  });
});

it.each<[string, PostgresPackOptions]>([
  ['invalidStatus must be 400 or 422', { invalidStatus: 404 as never }],
  ['retryAfter must be two whole numbers', { retryAfter: [5, 1] }],
  ['constraint "x" needs a code', { constraints: { x: { code: '', detail: { en: 'a', ko: 'b' } } } }],
])('refuses options that make no sense: %s', (message, options) => {
  expect(() => postgresPack(options)).toThrow(message);
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditReport } from '../../src/auditing/index.js';
import { page, PUBLIC_URL, startFakeSite, TABLE, type FakeSite } from './fake-site.js';
import { runNoindex } from './run-noindex.js';

let folder: string;
let clean: FakeSite;
let leaking: FakeSite;
const file = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'noindex-'));
  await writeFile(file('table.json'), JSON.stringify(TABLE));
  await writeFile(file('bad.json'), '{"rules":[{"path":"/a","robot":"x"}]}');
  await writeFile(file('no.json'), '{');
  await writeFile(file('seeds.txt'), '# more\n\n/share/hidden\n');
  clean = await startFakeSite();
  leaking = await startFakeSite({
    '/share/hidden': { headers: { 'x-robots-tag': '' }, body: page('/share/hidden', { head: '' }) },
    '/share/1': { headers: { 'x-robots-tag': 'noindex\u001b[2Jx'.replace('\u001b', '') }, body: '' },
    '/about': page('/about', { head: '<meta name=robots content="no-\u001b[31mindex\u202e">' }),
  });
});
afterAll(async () => {
  await clean[Symbol.asyncDispose]();
  await leaking[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const audit = (site: FakeSite, ...args: readonly string[]) =>
  runNoindex(['audit', site.url, '--public-url', PUBLIC_URL, '--table', file('table.json'), ...args]);

describe('couplekit-noindex audit', () => {
  it('ends with 0 when nothing is found, and says what could be indexed', async () => {
    const { code, out, err } = await audit(clean);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/: \d+ pages, \d+ requests, table of 5 rules: nothing found\n/,
    );
    expect(out).toContain('could be indexed: 2\n');
  });

  it('ends with 1 when something is found, and says in both languages what it means and where it is', async () => {
    const english = await audit(leaking, '--seeds', file('seeds.txt'));
    expect(english.code).toBe(1);
    expect(english.out).toMatch(
      /error {2}header-missing {2}There is no X-Robots-Tag where the table has one\.\n {2}GET 200 http:\/\/127\.0\.0\.1:\d+\/share\/hidden {2}expected: noindex, nofollow; by: rule \/share\{\/\*path\}; found by: seed\n/,
    );
    const korean = await audit(leaking, '--seeds', file('seeds.txt'), '--lang', 'ko');
    expect(korean.code).toBe(1);
    expect(korean.out).toMatch(/오류 {2}header-missing {2}표에 따라 있어야 할 X-Robots-Tag가 없습니다\./);
    expect(korean.out).not.toMatch(/\b(?:expected|found by|warning)\b/);
  });

  it('follows the locale', async () => {
    const { out } = await runNoindex(['audit', clean.url, '--public-url', PUBLIC_URL], {
      LANG: 'ko_KR.UTF-8',
    });
    expect(out).toContain('표 없음');
  });

  it('prints one line of JSON that a script can read', async () => {
    const { code, out } = await audit(leaking, '--json');
    expect(code).toBe(1);
    expect(out.trimEnd()).not.toContain('\n');
    const report = JSON.parse(out) as AuditReport;
    expect(report).toMatchObject({ version: 1, isClean: false, bot: 'googlebot' });
    expect(Object.keys(report).toSorted()).toEqual([
      'baseUrl',
      'bot',
      'errors',
      'findings',
      'indexable',
      'isClean',
      'pages',
      'requests',
      'skipped',
      'tableRules',
      'version',
      'warnings',
    ]);
  });

  it('lets a service steer no terminal', async () => {
    for (const args of [[], ['--json']]) {
      const { out } = await audit(leaking, ...args);
      expect(out).toContain('unknown-directive');
      expect(out).not.toContain('\u001b');
      expect(out).not.toContain('\u202e');
    }
  });

  it('takes rules from the command line, beside a table or alone', async () => {
    const alone = await runNoindex([
      'audit',
      leaking.url,
      '--noindex',
      '/share{/*path}',
      '--seeds',
      file('seeds.txt'),
      '--public-url',
      PUBLIC_URL,
    ]);
    expect(alone.out).toContain('by: --noindex /share{/*path}');
    const beside = await audit(clean, '--sensitive', '/share/:id');
    expect([beside.code, beside.out]).toEqual([1, expect.stringContaining('sensitive-referrer') as string]);
  });

  it('sends the headers that it is given', async () => {
    await using site = await startFakeSite({
      '/share/1': (request, response) =>
        void response
          .writeHead(request.headers.cookie === 'a=b' ? 500 : 200, { 'x-robots-tag': 'none' })
          .end(),
    });
    const { out } = await audit(site, '--header', 'Cookie: a=b');
    expect(out).toContain('server-error');
  });

  it.each<[string, readonly string[], number, RegExp]>([
    [
      'no URL',
      ['audit', 'example'],
      64,
      /BASE_URL must be a URL as http:\/\/127\.0\.0\.1:3000, not "example"\.$/,
    ],
    ['another protocol', ['audit', 'ftp://x'], 64, /BASE_URL must be a URL/],
    [
      'a limit that is none',
      ['audit', 'http://127.0.0.1:9', '--max-pages', '0'],
      64,
      /--max-pages must be a whole number from 1\.$/,
    ],
    [
      'a header that is none',
      ['audit', 'http://127.0.0.1:9', '--header', 'x'],
      64,
      /--header must be as 'Name: value'\.$/,
    ],
    [
      'a bot that is none',
      ['audit', 'http://127.0.0.1:9', '--bot', 'a b'],
      64,
      /bot must be the name of a crawler/,
    ],
    [
      'a path that is none',
      ['audit', 'http://127.0.0.1:9', '--noindex', 'share'],
      64,
      /a path begins with a slash/,
    ],
    ['an option that is none', ['audit', 'http://127.0.0.1:9', '--nope'], 64, /unknown option '--nope'$/],
    ['no command', [], 64, /Usage: couplekit-noindex/],
    [
      'a service that is not there',
      ['audit', 'http://127.0.0.1:9'],
      69,
      /http:\/\/127\.0\.0\.1:9\/ cannot be reached: ECONNREFUSED\.$/,
    ],
    [
      'a service that is not there, in Korean',
      ['--lang', 'ko', 'audit', 'http://127.0.0.1:9'],
      69,
      /연결할 수 없습니다: ECONNREFUSED\.$/,
    ],
  ])('says in one sentence what is wrong: %s', async (_, args, code, message) => {
    const run = await runNoindex(args);
    expect([run.code, run.out]).toEqual([code, '']);
    expect(run.err.trimEnd()).toMatch(message);
  });

  it('says in one sentence what is wrong with a table', async () => {
    const table = (name: string) => runNoindex(['audit', 'http://127.0.0.1:9', '--table', file(name)]);
    expect(await table('missing.json')).toMatchObject({
      code: 66,
      err: `couplekit-noindex: ${file('missing.json')} cannot be read.\n`,
    });
    expect(await table('no.json')).toMatchObject({
      code: 64,
      err: `couplekit-noindex: ${file('no.json')} is no JSON.\n`,
    });
    expect(await table('bad.json')).toMatchObject({
      code: 64,
      err: expect.stringMatching(
        /bad\.json: table: rules\[0\] has a member "robot" that is not known\.\n$/,
      ) as string,
    });
  });

  it('helps', async () => {
    const { code, out } = await runNoindex(['audit', '--help']);
    expect([code, out]).toEqual([0, expect.stringContaining('69 the service does not answer') as string]);
  });
});

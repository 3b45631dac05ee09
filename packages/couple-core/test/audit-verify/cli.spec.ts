import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coupleContext, type CoupleContext } from '../couple-context.js';
import { coupleWithEvents, forge, tamper } from './audit-context.js';
import { MAIN, runCli } from './run-cli.js';

describe('couplekit-core on the command line', () => {
  let context: CoupleContext;
  let folder: string;
  let url: string;
  beforeAll(async () => {
    context = await coupleContext();
    url = (context.dataSource.options as { url: string }).url;
    folder = await mkdtemp(join(tmpdir(), 'couplekit-core-'));
  });
  afterAll(async () => {
    await context[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  const run = (args: readonly string[], env: NodeJS.ProcessEnv = { DATABASE_URL: url }) => runCli(args, env);
  const file = (name: string) => join(folder, name);

  it('verifies, exports, checkpoints, and says by its exit code what it found', async () => {
    const id = await coupleWithEvents(context);
    expect(await run(['keygen', '--output', file('key.pem')])).toMatchObject({ code: 0 });
    const trusted = await run(['checkpoint', '--key', file('key.pem'), '--json']);
    expect(JSON.parse(trusted.out)).toMatchObject({ seq: 1, chains: 1 });
    await writeFile(file('trusted.json'), trusted.out);
    expect(await run(['export', '--output', file('audit.jsonl')])).toMatchObject({ code: 0, out: '' });

    const offline = ['verify', '--export', file('audit.jsonl'), '--public-key', file('key.pem.pub'), '--trusted-checkpoint', file('trusted.json')];
    const report = await run([...offline, '--json'], {});
    expect(report).toMatchObject({ code: 0, error: '' });
    expect(JSON.parse(report.out)).toMatchObject({ verdict: 'ok', events: 5, checkpoints: 1, signaturesChecked: true });
    expect((await run(['--lang', 'ko', 'verify'])).out).toContain('ok: 체인');

    await forge(context, id, 4);
    expect(await run(['verify'])).toMatchObject({ code: 13, out: expect.stringContaining(`${id} 5  end-before-checkpoint`) });
    const lines = (await readFile(file('audit.jsonl'), 'utf8')).split('\n');
    await writeFile(file('audit.jsonl'), lines.map((line) => line.replace('"type":"invite.accepted"', '"type":"invite.issued"')).join('\n'));
    expect(await run(offline, {})).toMatchObject({ code: 10 });
    await writeFile(file('audit.jsonl'), lines.slice(0, 4).join('\n'));
    expect(await run(offline, {})).toMatchObject({ code: 1, error: 'couplekit-core: The export is damaged at line 5: it ends early.\n' });
  });

  it.each([
    ['gap', 11, 'DELETE FROM couple_audit_event WHERE chain = $1 AND seq = 2'],
    ['truncated', 13, 'DELETE FROM couple_audit_event WHERE chain = $1 AND seq = 5'],
  ])('ends with a code of its own for %s', async (_, code, sql) => {
    await using damaged = await coupleContext();
    const id = await coupleWithEvents(damaged);
    await tamper(damaged, [sql, id]);
    const { url: other } = damaged.dataSource.options as { url: string };
    expect((await run(['verify', '--database', other])).code).toBe(code);
  });

  it('helps, and says what is wrong with a command, without loading Nest', async () => {
    const refuse = "import { registerHooks } from 'node:module'; registerHooks({ resolve: (name, context, next) => { if (name.startsWith('@nestjs/')) throw new Error(name); return next(name, context); } });";
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(refuse)}` };
    expect(await run(['--help'], env)).toMatchObject({ code: 0, error: '' });
    expect(await run(['verify'], env)).toMatchObject({ code: 1, error: expect.stringContaining('No database') });
    expect((await run(['verify'], { ...env, DATABASE_URL: url })).error).not.toBe('');
  });

  it('erases a session, inspects packets, and finds nothing more to remove', async () => {
    const id = await coupleWithEvents(context);
    const receipt = await run(['erase', id, '--json']);
    expect(JSON.parse(receipt.out)).toMatchObject({ sessionId: id, removed: { sessions: 1 } });
    expect((await run(['erase', id, '--json'])).out).toBe(receipt.out);
    expect(await run(['packets', 'inspect'])).toMatchObject({ code: 0, out: '0 packets\n' });
    expect(await run(['packets', 'remove', '--cap', '5', '--backup', file('backup.jsonl'), '--json'])).toMatchObject({ code: 0, out: '{"count":0,"findings":[]}\n' });
  });

  it.each<[string, readonly string[], NodeJS.ProcessEnv, number, RegExp]>([
    ['no database', ['verify'], {}, 1, /^couplekit-core: No database: give --database/],
    ['a database that is not there', ['verify', '--database', 'postgresql://u:secret@127.0.0.1:1/x'], {}, 1, /^couplekit-core: The database cannot be reached \(ECONNREFUSED\)\..*\n$/],
    ['a file that is not there', ['verify', '--export', '/no/such/file'], {}, 1, /^couplekit-core: .*ENOENT.*\n$/],
    ['a key that is none', ['checkpoint', '--key', MAIN], {}, 1, /^couplekit-core: .*holds no Ed25519 key/],
    ['an unknown session, in Korean', ['--lang', 'ko', 'erase', 'x'], {}, 1, /^couplekit-core: 해당하는 세션이 없습니다\.\n$/],
    ['an unknown command', ['vrify'], {}, 64, /unknown command/],
    ['a missing option', ['checkpoint'], {}, 64, /required option/],
  ])('says in one sentence: %s', async (_, args, env, code, sentence) => {
    const ended = await run(args, env);
    expect(ended.error).toMatch(sentence);
    expect(ended.error).not.toContain('secret');
    expect(ended.code).toBe(code);
  });
}); // prettier-ignore

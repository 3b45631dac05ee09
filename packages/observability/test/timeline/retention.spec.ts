import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runTimeline } from './run-timeline.js';

const DAY = 86_400_000;
const day = (daysAgo: number) => new Date(Date.now() - daysAgo * DAY).toISOString().slice(0, 10);

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'retention-'));
  await mkdir(join(cwd, 'logs'));
});
afterEach(() => rm(cwd, { recursive: true }));

const run = (...args: string[]) => runTimeline(['retention', '--check', 'logs', ...args], { cwd });
const first = (daysAgo: number) =>
  `${JSON.stringify({ level: 30, time: `${day(daysAgo)}T12:00:00.000Z`, msg: 'x' })}\n`;

async function put(name: string, content: string | Buffer): Promise<string> {
  const path = join(cwd, 'logs', name);
  await writeFile(path, content);
  return path;
}

async function putMonth(): Promise<void> {
  await Promise.all(Array.from({ length: 31 }, (_, i) => put(`api.${day(i)}.log`, first(i))));
}

it('ends with 0 where every day has its file and none is too old', async () => {
  await putMonth();
  const { code, out, err } = await run();
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('ok: nothing is too old, and no day is missing');
  expect((await run('--lang', 'ko')).out).toContain('정상: 기한을 넘긴 것도, 빠진 날도 없습니다');
});

it('ends with 2 for an old name, an old first line behind a young name, also in .gz, and an old modification time', async () => {
  await putMonth();
  await put(`api.${day(31)}.log`, first(31));
  await put(`api.${day(1)}.1.log`, `no json\n${first(45)}`);
  await mkdir(join(cwd, 'logs', 'archive'));
  await put('archive/old.log.gz', gzipSync(`${first(60)}${first(0)}`));
  await utimes(await put('worker.log', 'text only\n'), new Date(), new Date(Date.now() - 40 * DAY));
  const { code, out } = await run();
  expect(code).toBe(2);
  expect(out).toContain(`too old: api.${day(31)}.log is of ${day(31)}, by its name`);
  expect(out).toContain(`too old: api.${day(1)}.1.log is of ${day(45)}, by its first line`);
  expect(out).toContain(`too old: archive/old.log.gz is of ${day(60)}, by its first line`);
  expect(out).toContain(`too old: worker.log is of ${day(40)}, by its modification time`);
  expect((await run('--days', '90')).code).toBe(3);
});

it('ends with 3 for days without a file, today among them', async () => {
  await putMonth();
  await Promise.all([0, 5, 6].map((i) => rm(join(cwd, 'logs', `api.${day(i)}.log`))));
  const { code, out } = await run();
  expect(code).toBe(3);
  expect(out).toContain(`missing: api has no file of ${day(6)}–${day(5)}, ${day(0)} (today included)`);
  const { out: json } = await run('--json');
  expect(JSON.parse(json)).toMatchObject({
    version: 1,
    verdict: 'missing',
    services: [{ service: 'api', missingDays: [day(6), day(5), day(0)], isTodayMissing: true }],
  });
});

it('expects no file before --since', async () => {
  await Promise.all([0, 1, 2].map((i) => put(`api.${day(i)}.log`, first(i))));
  expect((await run()).code).toBe(3);
  expect((await run('--since', day(2))).code).toBe(0);
});

it('ends with 3 where nothing shows how old a file is', async () => {
  await putMonth();
  await put('worker.log.gz', gzipSync(first(0)).subarray(0, 15));
  await put('broken.log.gz', Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  const { code, out } = await run();
  expect(code).toBe(3);
  expect(out).toContain('not proven: broken.log.gz shows no date\nnot proven: worker.log.gz shows no date');
});

it('ends with 3 for an empty directory, 66 for none, and 64 for a wrong option', async () => {
  expect((await run()).code).toBe(3);
  expect(await runTimeline(['retention', '--check', 'nowhere'], { cwd })).toEqual({ code: 66, out: '', err: 'couplekit-timeline: nowhere cannot be read (ENOENT).\n' }); // prettier-ignore
  expect(await runTimeline(['retention'], { cwd })).toMatchObject({ code: 64, out: '' });
  expect(await run('--days', 'x')).toMatchObject({ code: 64, err: 'couplekit-timeline: --days must be a whole number from 1.\n' }); // prettier-ignore
  expect(await run('--since', '2026-02-30')).toMatchObject({ code: 64 });
});

import { existsSync, readFileSync } from 'node:fs';
import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  unlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as endOfTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RollingLogFile } from './rolling-log-file.js';
import { DAY_MS, utcDay } from './utc-day.js';

const START = Date.parse('2026-11-23T23:59:58.000Z');

let directory: string;
let now: number;
let problems: string[];
let open: RollingLogFile[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'log-files-'));
  [now, problems, open] = [START, [], []];
});
afterEach(async () => {
  await Promise.all(open.map((file) => file.end()));
  await rm(directory, { recursive: true });
});

function start(options: { retentionDays?: number; maxFileBytes?: number } = {}): RollingLogFile {
  const file = new RollingLogFile({
    directory,
    service: 'api',
    retentionDays: 30,
    maxFileBytes: Infinity,
    onProblem: ({ message }) => problems.push(message),
    now: () => now,
    ...options,
  });
  open.push(file);
  return file;
}

const names = async () => (await readdir(directory)).toSorted();
const readNow = () => readFileSync(join(directory, 'api.2026-11-23.log'), 'utf8');
const content = (name: string) => readFile(join(directory, name), 'utf8');

describe('days', () => {
  it('have a file each, by UTC, also when a day is skipped or the clock is set back', async () => {
    const file = start();
    file.write('a\n');
    now += 2_000;
    file.write('b\n');
    now += 3 * DAY_MS;
    file.write('c\n');
    now = START;
    file.write('d\n');
    await endOfTurn();
    expect(await names()).toEqual(['api.2026-11-23.log', 'api.2026-11-24.log', 'api.2026-11-27.log']);
    expect(await content('api.2026-11-23.log')).toBe('a\nd\n');
    expect(await content('api.2026-11-24.log')).toBe('b\n');
  });

  it('have a file also when nothing is logged', async () => {
    now = Date.parse('2026-11-23T23:59:59.990Z');
    const file = start();
    now += 10; // The timer was set before.
    await expect.poll(names, { timeout: 90_000 }).toContain('api.2026-11-24.log');
    await file.end();
  });

  it('go on in the next file from a size on, and in the same one after a restart', async () => {
    const file = start({ maxFileBytes: 10 });
    for (const line of ['12345\n', '67890\n', 'abc\n']) {
      file.write(line);
      await endOfTurn();
    }
    await file.end();
    expect(await names()).toEqual(['api.2026-11-23.1.log', 'api.2026-11-23.log']);
    start({ maxFileBytes: 10 }).write('def\n');
    await endOfTurn();
    expect(await content('api.2026-11-23.log')).toBe('12345\n67890\n');
    expect(await content('api.2026-11-23.1.log')).toBe('abc\ndef\n');
    expect((await stat(join(directory, 'api.2026-11-23.1.log'))).mode & 0o777).toBe(0o640);
  });

  it('begin with their first file, also after the end', async () => {
    const file = start({ maxFileBytes: 10 });
    const fillTwo = async () => {
      for (const line of ['1234567890\n', '1234567890\n', 'a\n']) {
        file.write(line);
        await endOfTurn();
      }
    };
    await fillTwo();
    now += DAY_MS;
    await fillTwo();
    await file.end();
    now += DAY_MS;
    file.write('late\n');
    expect(await names()).toEqual(
      [
        ['api.2026-11-23.1.log', 'api.2026-11-23.2.log', 'api.2026-11-23.log'],
        ['api.2026-11-24.1.log', 'api.2026-11-24.2.log', 'api.2026-11-24.log'],
        'api.2026-11-25.log',
      ].flat(),
    );
  });
});

describe('a purge', () => {
  const put = async (day: string, service = 'api', end = '.log') => writeFile(join(directory, `${service}.${day}${end}`), 'x'); // prettier-ignore

  it('at the start removes what is more than 30 days old by its name, after months too, and nothing younger', async () => {
    await Promise.all([
      put('2026-10-23'),
      put('2026-10-22', 'api', '.3.log.gz'),
      put('2026-01-01'),
      put('2026-10-24'),
    ]);
    const old = new Date('2020-01-01');
    await utimes(join(directory, 'api.2026-10-24.log'), old, old);
    await start().end();
    expect(await names()).toEqual(['api.2026-10-24.log', 'api.2026-11-23.log']);
  });

  it('leaves files of others alone', async () => {
    const others = [
      'api-2.2020-01-01.log',
      'api.2020-01-01.log.bak',
      'api.2020-99-01.log',
      'notes.txt',
      'x.api.2020-01-01.log',
    ];
    await Promise.all(others.map((name) => writeFile(join(directory, name), 'x')));
    await start().end();
    expect(await names()).toEqual([...others, 'api.2026-11-23.log'].toSorted());
  });

  it('comes with each new day', async () => {
    await put('2026-10-24');
    const file = start();
    now += DAY_MS;
    file.write('a\n');
    await file.end();
    expect(await names()).toEqual(['api.2026-11-23.log', 'api.2026-11-24.log']);
  });

  it('keeps as many days as it is told', async () => {
    await Promise.all([0, 1, 2, 3].map((i) => put(utcDay(START - i * DAY_MS))));
    await start({ retentionDays: 2 }).end();
    expect(await names()).toEqual(['api.2026-11-21.log', 'api.2026-11-22.log', 'api.2026-11-23.log']);
  });
});

describe('lines of one turn of the event loop', () => {
  it('are written together at its end', async () => {
    const file = start();
    for (let i = 0; i < 10; i++) file.write('a\n');
    expect(readNow()).toBe('');
    await endOfTurn();
    expect(readNow()).toBe('a\n'.repeat(10));
  });

  it.each(['flushSync', 'flush', 'end'] as const)('are written before it by %s', (method) => {
    const file = start();
    file.write('a\n');
    void file[method]();
    expect(readNow()).toBe('a\n');
  });

  it('do not wait when there are many, nor when one is long', () => {
    const file = start();
    const long = `${'가'.repeat(40_000)}\n`;
    for (let i = 0; i < 3_000; i++) file.write('abcd\n');
    file.write(long);
    expect(readNow().length).toBeGreaterThan(3_000 * 5);
    file.flushSync();
    expect(readNow()).toBe('abcd\n'.repeat(3_000) + long);
  });
});

describe('a directory that is gone', () => {
  it('is said once, tried again and again, and found again', async () => {
    const file = start();
    await rm(directory, { recursive: true });
    await writeFile(directory, 'in the way');
    for (let i = 0; i < 5; i++) {
      file.flushSync();
      await endOfTurn();
    }
    expect(problems).toEqual([expect.stringContaining(`no log file can be written in ${directory}`)]);
    await rm(directory);
    await expect
      .poll(() => existsSync(join(directory, 'api.2026-11-23.log')), { timeout: 90_000 })
      .toBe(true);
    file.write('a\n');
    await file.end();
    expect(readNow()).toBe('a\n');
    expect(problems).toHaveLength(1);
  });
});

describe('a file that somebody else', () => {
  const path = () => join(directory, 'api.2026-11-23.log');

  it('renamed is made again', async () => {
    const file = start();
    file.write('a\n');
    await endOfTurn();
    await rename(path(), `${path()}.1`);
    await expect.poll(names, { timeout: 90_000 }).toContain('api.2026-11-23.log');
    file.write('b\n');
    await endOfTurn();
    expect(await content('api.2026-11-23.log.1')).toBe('a\n');
    expect(await content('api.2026-11-23.log')).toBe('b\n');
  });

  it('removed is made again, with its directory', async () => {
    const file = start();
    await rm(directory, { recursive: true });
    await expect.poll(() => existsSync(path()), { timeout: 90_000 }).toBe(true);
    file.write('b\n');
    await endOfTurn();
    expect(await content('api.2026-11-23.log')).toBe('b\n');
  });

  it('emptied in place or writes to goes on at its end', async () => {
    const file = start();
    file.write('a\n');
    await endOfTurn();
    await writeFile(path(), '');
    await appendFile(path(), 'other\n');
    file.write('b\n');
    await endOfTurn();
    expect(await content('api.2026-11-23.log')).toBe('other\nb\n');
  });
});

// Linux has a file that is always full.
describe.runIf(existsSync('/dev/full'))('a disk that is full', () => {
  const path = () => join(directory, 'api.2026-11-23.log');
  const fill = () => symlink('/dev/full', path());

  it('costs no line and no crash, is said once, and is tried again by itself', async () => {
    await fill();
    const file = start();
    for (const line of ['a\n', 'b\n']) file.write(line);
    file.flushSync(); // As pino does at a fatal line; it must not wait.
    expect(problems).toEqual([`dailyLogFiles: no log file can be written in ${directory} (ENOSPC).`]);
    await unlink(path());
    const written = () => content('api.2026-11-23.log').catch(() => 'nothing');
    await expect.poll(written, { timeout: 90_000 }).toBe('a\nb\n');
    file.write('c\n');
    await endOfTurn();
    expect(await content('api.2026-11-23.log')).toBe('a\nb\nc\n');
    expect(problems).toHaveLength(1);
  });

  it('is told to whoever flushes, and tried again by that', async () => {
    await fill();
    const file = start();
    file.write('a\n');
    const failure = await new Promise<Error | undefined>((resolve) => file.flush(resolve));
    expect(failure).toMatchObject({ name: 'LogFilesError', cause: { code: 'ENOSPC' } });
    file.write('b\n');
    await unlink(path());
    expect(await new Promise((resolve) => file.flush(resolve))).toBeUndefined();
    expect(readNow()).toBe('a\nb\n');
  });

  it('costs what is over 16 MiB, and that is said', async () => {
    await fill();
    const file = start();
    const line = `${'x'.repeat(1024 * 1024)}\n`;
    for (let i = 0; i < 20; i++) file.write(line);
    await unlink(path());
    file.flushSync();
    expect((await stat(path())).size).toBe(15 * line.length);
    expect(problems.at(-1)).toBe('dailyLogFiles: 5 log lines were lost.');
    await unlink(path());
    await fill();
    file.flushSync();
    file.write('a\n');
    file.flushSync();
    await unlink(path());
    file.flushSync();
    expect(readNow()).toBe('a\n');
    expect(problems.filter((problem) => problem.endsWith('lost.'))).toHaveLength(1);
  });

  it('does not keep a process from its end', async () => {
    await fill();
    const file = start();
    file.write('a\n');
    await file.end();
    expect(problems.at(-1)).toBe('dailyLogFiles: the last log lines were lost.');
  });
});

it('still writes what comes after its end', async () => {
  const file = start();
  await file.end();
  file.write('late\n');
  expect(await content('api.2026-11-23.log')).toBe('late\n');
  await file.end();
});

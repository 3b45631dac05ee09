import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as allOf } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Module } from '@nestjs/common';
import { ADAPTERS, bootApp, eventually } from '@couplekit/testkit';
import { Logger } from 'nestjs-pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configureObservability, dailyLogFiles, ObservabilityModule } from '../../src/index.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'daily-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function linesOf(): Promise<Record<string, unknown>[]> {
  const names = (await readdir(directory)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8')));
  return texts.flatMap((text) => text.trim().split('\n').filter((line) => line !== '')).map((line) => JSON.parse(line)); // prettier-ignore
}

@Controller()
class HelloController {
  @Get('hello')
  hello() {
    return 'hello';
  }
}

describe.each(ADAPTERS)('on %s', (adapter) => {
  it('takes every line of an application', async () => {
    const telemetry = configureObservability({ env: {}, global: false });
    const files = dailyLogFiles({ directory, service: 'api' });
    @Module({
      imports: [ObservabilityModule.forRoot({ telemetry, logDestination: files })],
      controllers: [HelloController],
    })
    class AppModule {}
    const { url, close } = await bootApp({
      adapter,
      module: AppModule,
      configure: (app) => app.useLogger(app.get(Logger)),
    });
    await fetch(`${url}/hello`, { headers: { 'X-Request-ID': 'r-1' } });
    const access = await eventually(async () =>
      (await linesOf()).find((line) => line['msg'] === 'request completed'),
    );
    expect(access).toMatchObject({ request_id: 'r-1', status: 200, route: '/hello' });
    await close();
    await files.end();
    await telemetry.shutdown();
    expect(await readdir(directory)).toEqual([`api.${new Date().toISOString().slice(0, 10)}.log`]);
  });
});

describe('a process that ends', () => {
  const APP = fileURLToPath(new URL('logging-app.ts', import.meta.url));

  const start = (mode: string) => {
    const child = spawn(process.execPath, [APP, directory, mode], { timeout: 300_000 });
    return { child, errors: allOf(child.stderr), ended: once(child, 'close') };
  };

  it.each([
    ['SIGTERM', 'term', ['last words', 'after the end']],
    ['SIGTERM', 'exit', ['last words', 'at the exit']],
    ['SIGTERM', 'throw', ['last words']],
    ['SIGTERM', 'default', []],
    ['SIGKILL', 'term', []],
  ] as const)('by %s (%s) has lost no line', async (signal, mode, last) => {
    const { child, ended } = start(mode);
    await once(child.stdout, 'data');
    child.kill(signal);
    await ended;
    const lines = await linesOf();
    expect(lines.slice(0, 1000).map(({ i }) => i)).toEqual(Array.from({ length: 1000 }, (_, i) => i));
    expect(lines.slice(1000).map(({ msg }) => msg)).toEqual(last);
  });

  it('goes on after a restart where it ended', async () => {
    for (const mode of ['exit', 'term']) {
      const { child, ended } = start(mode);
      await once(child.stdout, 'data');
      child.kill('SIGTERM');
      await ended;
    }
    const words = (await linesOf()).map(({ msg }) => msg).filter((msg) => msg !== 'line');
    expect(words).toEqual(['last words', 'at the exit', 'last words', 'after the end']);
    expect(await readdir(directory)).toHaveLength(1);
  });

  // Linux has a file that is always full.
  it.runIf(existsSync('/dev/full'))('does not wait for a full disk, and says what that cost', async () => {
    const today = new Date().toISOString().slice(0, 10);
    await symlink('/dev/full', join(directory, `api.${today}.log`));
    const { child, errors, ended } = start('exit');
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const problems = (await errors).trim().split('\n').map((line) => JSON.parse(line).msg); // prettier-ignore
    expect(problems).toEqual([
      `dailyLogFiles: no log file can be written in ${directory} (ENOSPC).`,
      'dailyLogFiles: the last log lines were lost.',
    ]);
  });
});

describe('a start', () => {
  it('fails clearly where no file can be written', async () => {
    await writeFile(join(directory, 'file'), '');
    const inFile = join(directory, 'file', 'logs');
    expect(() => dailyLogFiles({ directory: inFile })).toThrow(
      expect.objectContaining({
        name: 'LogFilesError',
        message: `dailyLogFiles: no log file can be written in ${inFile} (ENOTDIR).`,
      }),
    );
  });

  it.each([
    [{ directory: '' }, 'directory'],
    [{ directory: 'x', service: '../x' }, 'service'],
    [{ directory: 'x', retentionDays: 0 }, 'retentionDays'],
    [{ directory: 'x', retentionDays: 1.5 }, 'retentionDays'],
    [{ directory: 'x', maxFileBytes: 10 }, 'maxFileBytes'],
  ])('names the option that is wrong: %j', (options, name) => {
    expect(() => dailyLogFiles(options)).toThrow(expect.objectContaining({ message: expect.stringContaining(`dailyLogFiles: ${name} must be`) })); // prettier-ignore
  });
});

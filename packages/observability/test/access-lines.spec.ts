import { ADAPTERS, CapturedLines, eventually } from '@couplekit/testkit';
import { multistream } from 'pino';
import { describe, expect, it } from 'vitest';
import { configureObservability } from '../src/index.js';
import { observedApp } from './observed-app.js';
import { runScript } from './run-script.js';

/** An application whose process ends in the very turn of the event loop in which its first response is closed. */
const endsAtOnce = (end: string, options: object = {}) => `
  import 'reflect-metadata';
  import { Controller, Get, Module, Res } from '@nestjs/common';
  import { NestFactory } from '@nestjs/core';
  import { configureObservability, ObservabilityModule } from '@couplekit/observability';
  import { ExpressAdapter } from '@nestjs/platform-express';
  class Last { get(response) { response.on('close', () => ${end}); response.end('bye'); } }
  Controller('last')(Last);
  Get()(Last.prototype, 'get', Object.getOwnPropertyDescriptor(Last.prototype, 'get'));
  Res()(Last.prototype, 'get', 0);
  class App {}
  Module({ imports: [ObservabilityModule.forRoot({ telemetry: configureObservability(), ...${JSON.stringify(options)} })], controllers: [Last] })(App);
  const app = await NestFactory.create(App, new ExpressAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  await fetch(await app.getUrl() + '/last').then((response) => response.text());`;

const AS_JSON = /^\{"level":30,/;

describe.each(ADAPTERS)('access lines on %s', (adapter) => {
  it('reach destinations that are told the level of each line', async () => {
    const [all, errors] = [new CapturedLines(), new CapturedLines()];
    const logDestination = multistream([
      { level: 'info', stream: all },
      { level: 'error', stream: errors },
    ]);
    const access = ({ lines }: CapturedLines) => lines.filter((line) => line['msg'] === 'request completed');
    const telemetry = configureObservability({ env: {}, global: false });
    await using app = await observedApp(adapter, telemetry, { logDestination });
    await fetch(`${app.url}/fails`);
    await eventually(() => access(all).length === 1);
    await fetch(`${app.url}/stream`);
    await eventually(() => access(all).length === 2);
    expect(access(all)).toMatchObject([
      { path: '/fails' },
      { path: '/stream', request_id: expect.stringMatching(/-7/) },
    ]);
    expect(access(errors)).toMatchObject([{ path: '/fails', level: 50 }]);
  });

  it('are in the order of time with the lines of the logger', async () => {
    const telemetry = configureObservability({ env: {}, global: false });
    await using app = await observedApp(adapter, telemetry);
    await Promise.all(Array.from({ length: 200 }, (_, i) => fetch(`${app.url}/items/${i}`)));
    await eventually(() => app.log.lines.filter((line) => 'duration_ms' in line).length === 200);
    const times = app.log.lines.map((line) => String(line['time']));
    expect(times).toEqual(times.toSorted());
  });
});

it.each([
  ['process.exit()', 'process.exit(0)'],
  ['an error that nobody catches', '{ throw new Error("the end"); }'],
])('no access line is lost when the process ends by %s', async (_, end) => {
  const { stdout } = await runScript(endsAtOnce(end));
  const [start, ...lines] = stdout.split('\n').filter(Boolean);
  expect(start).toMatch(AS_JSON);
  expect(start).toContain('spans are not exported');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ path: '/last', status: 200 }]);
});

it.each([
  // Without options: see above.
  [{ prettyLogs: false }, AS_JSON],
  [{ prettyLogs: true }, /^[\d:.]{12} INFO {2}[0-9a-f]{8} GET \/last 200 [\d.]+ms \d+B$/m],
])('standard output that is no terminal has, with %o, lines like %s', async (options, expected) => {
  expect((await runScript(endsAtOnce('process.exit(0)', options))).stdout).toMatch(expected);
});

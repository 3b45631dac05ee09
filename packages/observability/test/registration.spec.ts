import { CapturedLines } from '@couplekit/testkit';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ClsModule, ClsService } from 'nestjs-cls';
import { LoggerModule, PinoLogger } from 'nestjs-pino';
import { describe, expect, it } from 'vitest';
import {
  configureObservability,
  ObservabilityModule,
  type ObservabilityModuleOptions,
} from '../src/index.js';

const telemetry = configureObservability({ env: {}, global: false });
const own = () => ObservabilityModule.forRoot({ telemetry, logDestination: new CapturedLines() });

const ownAsync = (options: Partial<ObservabilityModuleOptions> = {}) =>
  ObservabilityModule.forRootAsync({
    useFactory: () => ({ telemetry, logDestination: new CapturedLines(), ...options }),
  });

function start(...imports: readonly (DynamicModule | typeof ClsModule)[]) {
  class Root {}
  Module({ imports: [...imports] })(Root);
  return NestFactory.createApplicationContext(Root, { logger: false, abortOnError: false });
}

describe('the start', () => {
  it.each([
    ['ObservabilityModule', 'forRoot() is imported twice', own],
    ['ObservabilityModule, made later,', 'forRoot() is imported twice', () => ownAsync()],
    ["nestjs-pino's LoggerModule", 'remove LoggerModule', () => LoggerModule.forRoot()],
    ['a middleware of nestjs-cls', 'mount: true', () => ClsModule.forRoot({ middleware: { mount: true } })],
    [
      'an interceptor of nestjs-cls',
      'mount: true',
      () => ClsModule.forRoot({ interceptor: { mount: true } }),
    ],
  ])('ends when %s is there as well, and says so', async (_, message, second) => {
    await expect(start(own(), second())).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
    await expect(start(second(), own())).rejects.toMatchObject({
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['without options', ClsModule],
    ['with what it does besides contexts', ClsModule.forRoot({ global: true })],
  ])('goes well with nestjs-cls %s', async (_, module) => {
    const app = await start(own(), module);
    expect(app.get(ClsService)).toBeInstanceOf(ClsService);
    await app.close();
  });

  it('takes options that are made later as it takes others', async () => {
    const log = new CapturedLines();
    const app = await start(ownAsync({ logDestination: log }));
    const logger = await app.resolve(PinoLogger);
    logger.info('made later');
    expect(log.lines.at(-1)).toMatchObject({ msg: 'made later', service: telemetry.serviceName });
    await app.close();
    await expect(start(ownAsync({ requestIdHeader: 'X Id' }))).rejects.toThrow(
      'ObservabilityModule: requestIdHeader must be a header name.',
    );
  });
});

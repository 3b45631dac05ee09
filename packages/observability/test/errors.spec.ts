import { ADAPTERS, bootApp, CapturedLines, eventually, startOtlpCollector } from '@couplekit/testkit';
import {
  Body,
  Catch,
  Controller,
  Get,
  HttpCode,
  Logger as NestLogger,
  Module,
  Post,
  type ArgumentsHost,
} from '@nestjs/common';
import { BadRequestException, ServiceUnavailableException } from '@nestjs/common';
import { APP_FILTER, BaseExceptionFilter } from '@nestjs/core';
import { Logger, PinoLogger } from 'nestjs-pino';
import { describe, expect, it } from 'vitest';
import {
  configureObservability,
  ObservabilityModule,
  recordError,
  RequestErrorFilter,
  type Environment,
} from '../src/index.js';
import { observedApp } from './observed-app.js';
import { workerApp } from './worker-app.js';

@Controller()
class Failing {
  @Get('bad')
  bad(): never {
    throw new BadRequestException('nickname is too long');
  }

  @Get('later')
  later(): never {
    throw new ServiceUnavailableException('database is away');
  }

  @Get('broken')
  broken(): never {
    throw new Error('broken');
  }

  @Get('text')
  text(): never {
    throw 'only a text';
  }

  @Post('echo')
  @HttpCode(200)
  echo(@Body() body: unknown): unknown {
    return body;
  }
}

/** A filter of a team's own that answers by itself. */
@Catch(ServiceUnavailableException)
class OwnFilter extends BaseExceptionFilter {
  override catch(exception: unknown, host: ArgumentsHost): void {
    recordError(exception);
    // oxlint-disable-next-line promise/valid-params -- the filter's `catch`, no promise's
    super.catch(exception, host);
  }
}

describe.each(ADAPTERS)('an error on %s', (adapter) => {
  async function failing(filter: typeof RequestErrorFilter | typeof OwnFilter) {
    const log = new CapturedLines();
    const telemetry = configureObservability({ env: {}, global: false });
    class Root {}
    Module({
      imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log })],
      controllers: [Failing],
      providers: [{ provide: APP_FILTER, useClass: filter }],
    })(Root);
    const configure = (app: { useLogger(logger: Logger): void; get(type: typeof Logger): Logger }) =>
      app.useLogger(app.get(Logger));
    const running = await bootApp({ adapter, module: Root, configure });
    const get = async (path: string) => {
      log.clear();
      const response = await fetch(`${running.url}${path}`);
      await eventually(() => log.lines.some((line) => 'duration_ms' in line));
      return { status: response.status, body: await response.json(), lines: log.lines.slice(0) };
    };
    return { ...running, get, log, [Symbol.asyncDispose]: running.close };
  }

  it.each([
    ['/bad', 400, 40, 'BadRequestException', 'nickname is too long'],
    ['/later', 503, 50, 'ServiceUnavailableException', 'database is away'],
    ['/broken', 500, 50, 'Error', 'broken'],
    ['/nowhere', 404, 40, 'NotFoundException', 'Cannot GET /nowhere'],
  ])(
    'at %s leaves one line with its stack, at the level of %i',
    async (path, status, level, type, message) => {
      await using app = await failing(RequestErrorFilter);
      const answer = await app.get(path);
      expect(answer.status).toBe(status);
      const errors = answer.lines.filter((line) => 'err' in line);
      expect(errors).toMatchObject([
        { level, request_id: expect.any(String), trace_id: expect.any(String), err: { type, message } },
      ]);
      expect(errors[0]).toMatchObject({ err: { stack: expect.stringContaining('\n    at ') } });
      expect(answer.lines.filter((line) => 'duration_ms' in line)).toMatchObject([{ status, level }]);
    },
  );

  it('that is no Error leaves one line too', async () => {
    await using app = await failing(RequestErrorFilter);
    const { status, lines } = await app.get('/text');
    expect(status).toBe(500);
    expect(lines.filter((line) => 'err' in line || line['msg'] === 'only a text')).toHaveLength(1);
  });

  it('that a filter of the application reports leaves one line', async () => {
    await using app = await failing(OwnFilter);
    const { lines } = await app.get('/later');
    expect(lines.filter((line) => 'err' in line)).toMatchObject([
      { level: 50, msg: 'request failed', err: { message: 'database is away' } },
    ]);
  });

  it('that is logged, thrown on and caught by Nest leaves one line without words, and those with words', async () => {
    const telemetry = configureObservability({ env: {}, global: false });
    const app = await observedApp(adapter, telemetry);
    await fetch(`${app.url}/logs-and-throws`);
    await eventually(() => app.log.lines.some((line) => 'duration_ms' in line));
    const errors = app.log.lines.filter((line) => 'err' in line);
    expect(errors.map(({ msg }) => msg)).toEqual(['seen twice', 'while it was saved']);
    await app.close();
  });

  async function exportedBy(env: Environment, ...paths: readonly string[]) {
    await using collector = await startOtlpCollector();
    const telemetry = configureObservability({
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env },
      global: false,
    });
    const app = await observedApp(adapter, telemetry);
    for (const path of paths) await fetch(`${app.url}${path}`);
    await eventually(() => app.log.lines.filter((line) => 'duration_ms' in line).length === paths.length);
    await app.close();
    await telemetry.shutdown();
    return { spans: collector.spans, report: telemetry.exporterHealth.report(), lines: app.log.lines };
  }

  it('makes its request exported although it is not sampled', async () => {
    const env = { OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' };
    const { spans, report, lines } = await exportedBy(env, '/items/1', '/fails', '/unavailable', '/nowhere');
    expect(spans.map(({ name }) => name)).toEqual(['GET /fails', 'GET /unavailable']);
    expect(report).toMatchObject({ started: 2, exported: 2 });
    const failed = lines.find((line) => line['route'] === '/fails' && 'duration_ms' in line);
    expect(failed).toMatchObject({
      trace_flags: '00',
      trace_id: spans[0]?.traceId,
      span_id: spans[0]?.spanId,
    });
  });

  it('is on its span, with type and stack', async () => {
    const { spans } = await exportedBy({}, '/fails');
    expect(spans[0]?.events).toMatchObject([
      {
        name: 'exception',
        attributes: {
          'exception.type': 'Error',
          'exception.message': 'broken',
          'exception.stacktrace': expect.stringContaining('observed-app'),
        },
      },
    ]);
  });
});

describe('an error behind its message', () => {
  it.each<[string, (logger: NestLogger, pino: PinoLogger, error: Error) => void]>([
    ['of Nest', (nest, _, error) => nest.error('trying again', error)],
    ['of Nest, as a warning', (nest, _, error) => nest.warn('trying again', error)],
    ['of pino', (_, pino, error) => pino.error('trying again', error)],
    ['of pino, with fields', (_, pino, error) => pino.error({ item: 7 }, 'trying again', error)],
    ['with a place for something else', (_, pino, error) => pino.error('trying %s', 'again', error)],
  ])('is on the line, with its stack: %s', async (_, log) => {
    await using app = await workerApp(configureObservability({ env: {}, global: false }));
    NestLogger.overrideLogger(app.get(Logger));
    log(new NestLogger('Teller'), app.logger, new Error('no disk, token=hunter2'));
    expect(app.log.lines).toMatchObject([
      {
        msg: 'trying again',
        err: { message: 'no disk, token=[redacted]', stack: expect.stringContaining('errors.spec') },
      },
    ]);
  });
});

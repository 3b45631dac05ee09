import { Body, Controller, HttpCode, Module, Post, type DynamicModule } from '@nestjs/common';
import {
  bootApp,
  CapturedLines,
  eventually,
  startOtlpCollector,
  type CollectedSpan,
} from '@couplekit/testkit';
import { createDatabase } from '@couplekit/testkit/postgres';
import { context, propagation, trace } from '@opentelemetry/api';
import { Logger, PinoLogger } from 'nestjs-pino';
import { PgBoss } from 'pg-boss';
import { afterEach, expect, it } from 'vitest';
import {
  captureContext,
  configureObservability,
  ObservabilityModule,
  runInContext,
  type Telemetry,
} from '../src/index.js';
import { workerApp } from './worker-app.js';

afterEach(() => {
  trace.disable();
  context.disable();
  propagation.disable();
});

const QUEUE = 'invitations';

interface InvitationJob {
  readonly couple: string;
  readonly context: unknown;
}

@Controller()
class InvitationController {
  constructor(
    private readonly boss: PgBoss,
    private readonly logger: PinoLogger,
  ) {}

  @Post('invitations')
  @HttpCode(202)
  async invite(@Body() { couple }: { readonly couple: string }) {
    this.logger.info('queued');
    const job: InvitationJob = { couple, context: captureContext() };
    await this.boss.send(QUEUE, job);
  }
}

@Controller()
class MailController {
  constructor(private readonly logger: PinoLogger) {}

  @Post('mails')
  send(@Body() { couple }: { readonly couple: string }) {
    this.logger.info(`mailed ${couple}`);
    return {};
  }
}

@Module({})
class ServiceModule {
  static of(telemetry: Telemetry, log: CapturedLines, parts: Partial<DynamicModule>): DynamicModule {
    const imports = [ObservabilityModule.forRoot({ telemetry, logDestination: log })];
    return { module: ServiceModule, imports, ...parts };
  }
}

it('one request id and one trace lead from an API through a queue and a retry into a second service', async () => {
  const database = await createDatabase();
  await using collector = await startOtlpCollector();
  const telemetry = configureObservability({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url } });
  const boss = await new PgBoss(database.url).start();
  await boss.createQueue(QUEUE, { retryLimit: 2, retryDelay: 0 });
  const [apiLog, mailLog] = [new CapturedLines(), new CapturedLines()];
  const mail = await bootApp({
    adapter: 'express',
    module: ServiceModule.of(telemetry, mailLog, { controllers: [MailController] }),
    configure: (app) => app.useLogger(app.get(Logger)),
  });
  const api = await bootApp({
    adapter: 'fastify',
    module: ServiceModule.of(telemetry, apiLog, {
      controllers: [InvitationController],
      providers: [{ provide: PgBoss, useValue: boss }],
    }),
  });
  const worker = await workerApp(telemetry);

  let attempts = 0;
  await boss.work<InvitationJob>(QUEUE, { pollingIntervalSeconds: 0.5 }, async ([job]) => {
    const send = async () => {
      attempts += 1;
      worker.logger.info(`attempt ${attempts}`);
      if (attempts === 1) throw new Error('the mail service sleeps');
      const headers = { 'Content-Type': 'application/json' };
      const body = JSON.stringify({ couple: job?.data.couple });
      const response = await fetch(`${mail.url}/mails?token=hunter2`, { method: 'POST', headers, body });
      worker.logger.info(`answered ${response.status}`);
    };
    await runInContext(job?.data.context, send, { name: 'send invitation' });
  });

  const response = await fetch(`${api.url}/invitations`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Request-ID': 'journey-1' },
    body: JSON.stringify({ couple: 'c-1' }),
  });
  expect(response.status).toBe(202);
  await eventually(() => worker.log.lines.some(({ msg }) => msg === 'answered 201'));
  await eventually(() => mailLog.lines.some(({ msg }) => msg === 'request completed'));
  await boss.stop({ graceful: true });
  await Promise.all([api.close(), mail.close(), worker[Symbol.asyncDispose]()]);
  await telemetry.shutdown();
  await database.drop();

  const lines = [...apiLog.lines, ...worker.log.lines, ...mailLog.lines].filter(
    (line) => 'request_id' in line,
  );
  expect(lines.map(({ msg }) => msg)).toEqual([
    'queued',
    'request completed',
    'attempt 1',
    'attempt 2',
    'answered 201',
    'mailed c-1',
    'request completed',
  ]);
  expect(new Set(lines.map((line) => line['request_id']))).toEqual(new Set(['journey-1']));
  expect(new Set(lines.map((line) => line['trace_id'])).size).toBe(1);

  const chain = [...ancestry(collector.spans, 'POST /mails')];
  expect(chain.map(({ name, kind }) => [name, kind])).toEqual([
    ['POST /mails', 2],
    ['POST', 3],
    ['send invitation', 5],
    ['POST /invitations', 2],
  ]);
  const attemptSpans = collector.spans.filter(({ name }) => name === 'send invitation');
  expect(attemptSpans.map(({ status }) => status)).toEqual([2, 0]);
  expect(JSON.stringify(collector.spans)).not.toContain('hunter2');
});

function* ancestry(spans: readonly CollectedSpan[], name: string): Generator<CollectedSpan> {
  let span = spans.find((one) => one.name === name);
  while (span) {
    yield span;
    const { parentSpanId } = span;
    span = spans.find(({ spanId }) => spanId === parentSpanId);
  }
}

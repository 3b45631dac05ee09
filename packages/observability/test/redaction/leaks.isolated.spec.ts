import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Body, Controller, Get, Inject, Logger, Module, Param, Post } from '@nestjs/common';
import {
  ADAPTERS,
  bootApp,
  CapturedLines,
  eventually,
  startOtlpCollector,
  type AdapterName,
} from '@couplekit/testkit';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { Logger as PinoNestLogger, PinoLogger } from 'nestjs-pino';
import { describe, expect, it } from 'vitest';
import { configureObservability, ObservabilityModule, type RedactionOptions } from '../../src/index.js';

const TARGET = Symbol('where outbound requests go');

/** Everything that an application does with what it should keep to itself; each way has a secret of its own. */
@Controller()
class LeakingController {
  private readonly nest = new Logger(LeakingController.name);

  constructor(
    private readonly pino: PinoLogger,
    @Inject(TARGET) private readonly target: string,
  ) {}

  @Post('leaks/:token')
  async leak(@Param('token') token: string, @Body() body: { readonly password: string }) {
    this.pino.info({ body }, 'as a field');
    this.pino.info('as a message: password=%s', 'secret-message');
    this.nest.log('to Nest: Authorization: Bearer secret-nest-bearer');
    this.pino.logger.child({ apiKey: 'secret-child' }).info('in a child logger');
    const serializers = { login: () => ({ password: 'secret-serializer' }) };
    this.pino.logger
      .child({}, { serializers, msgPrefix: 'token=secret-prefix ' })
      .info({ login: 1 }, 'in another');
    this.pino.assign({ session: { cookie: 'sid=secret-assigned' } });
    this.pino.info('assigned');
    this.pino.error({ err: new Error('connect to postgres://app:secret-connection@db/couple') }, 'an error');
    trace.getTracer('somebody else').startActiveSpan('GET /x?access_token=secret-span-name', (span) => {
      span.setAttributes({ 'db.password': 'secret-attribute', 'url.full': 'http://x/?token=secret-url' });
      span.addEvent('login', { 'http.request.header.authorization': ['Basic secret-event'] });
      span.addLink({ context: span.spanContext(), attributes: { client_secret: 'secret-link' } });
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'password=secret-status' });
      span.end();
    });
    await fetch(`${this.target}/invite/secret-path-out-A1b2C3d4E5?token=secret-query-out`, { headers: { Authorization: 'Bearer secret-header-out' } }); // prettier-ignore
    this.nest.log(`came with ${token.length} characters`);
    return {};
  }

  @Get('fails')
  fails(): never {
    throw new Error('GET /login?password=secret-thrown failed', {
      cause: new Error('{"refresh_token":"secret-cause"}'),
    });
  }

  /** Succeeds, so that nothing but this is on its span. */
  @Get('attribute')
  attribute() {
    trace.getActiveSpan()?.setAttribute('session.token', 'secret-request-span');
    return {};
  }

  @Get('own')
  own() {
    this.pino.info({ couple_code: 'own-key', pageToken: 'own-allowed' }, 'order ab-own-pattern');
  }
}

const EXPECTED = [
  'as a field',
  'as a message',
  'to Nest',
  'in a child logger',
  'assigned',
  'an error',
  'came with 21 characters',
  'request completed',
];

describe.each(ADAPTERS)('a secret on %s', (adapter) => {
  it('is in no byte of the log and in none that is sent to the collector, though the rest is', async () => {
    await using app = await leakingApp(adapter);
    await fetch(`${app.url}/leaks/secret-in-the-path-12?token=secret-query&page=2`, {
      method: 'POST',
      headers: {
        Authorization: 'Bearer secret-header',
        Cookie: 'sid=secret-cookie',
        'Content-Type': 'application/json',
        'X-Request-ID': 'Bearer secret-client-request-id',
      },
      body: JSON.stringify({ password: 'secret-body', amount: 7 }),
    });
    await fetch(`${app.url}/fails?api_key=secret-query-of-failure`, {
      headers: { 'X-Request-ID': 'Basic secret-client-request-id' },
    });
    await fetch(`${app.url}/attribute`);
    const { lines, sent, spans } = await app.everything(3);

    for (const [place, text] of Object.entries({ lines, sent })) {
      expect(text.match(/secret-[\w-]*/g) ?? [], place).toEqual([]);
    }
    expect(sent).toContain('session.token');
    for (const message of EXPECTED) expect(lines).toContain(message);
    for (const kept of ['"amount":7', 'postgres://', 'GET /login', '"path":"/leaks/[redacted]"']) {
      expect(lines).toContain(kept);
    }
    expect(spans.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['POST /leaks/:token', 'GET /fails', 'GET', 'GET /x?access_token=[redacted]']),
    );
  });

  it('is also what the application says is one, and not what it says is none', async () => {
    await using app = await leakingApp(adapter, {
      keys: ['coupleCode'],
      allowKeys: ['pageToken'],
      patterns: [/ab-own-\w+/g],
      replacement: '***',
    });
    await fetch(`${app.url}/own`);
    const { lines } = await app.everything(1);
    expect(lines).toContain('"couple_code":"***","pageToken":"own-allowed"');
    expect(lines).toContain('"msg":"order ***"');
  });

  it('is everywhere if redaction is off', async () => {
    await using app = await leakingApp(adapter, false);
    await fetch(`${app.url}/fails`);
    const { lines, sent } = await app.everything(1);
    expect(lines).toContain('secret-thrown');
    expect(sent).toContain('secret-thrown');
  });
});

async function leakingApp(adapter: AdapterName, redaction?: RedactionOptions | false) {
  await using cleanUp = new AsyncDisposableStack();
  const collector = cleanUp.use(await startOtlpCollector());
  const target = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(target, 'listening');
  cleanUp.defer(() => {
    target.close().closeAllConnections();
  });
  const telemetry = configureObservability({
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_METRICS_EXPORTER: 'none' },
    ...(redaction !== undefined && { redaction }),
  });
  cleanUp.defer(() => telemetry.shutdown());
  const log = new CapturedLines();
  @Module({
    imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log })],
    controllers: [LeakingController],
    providers: [{ provide: TARGET, useValue: `http://127.0.0.1:${(target.address() as AddressInfo).port}` }],
  })
  class LeakingModule {}
  const app = cleanUp.use(
    await bootApp({
      adapter,
      module: LeakingModule,
      configure: (nest) => nest.useLogger(nest.get(PinoNestLogger)),
    }),
  );
  const owned = cleanUp.move();
  return {
    url: app.url,
    /** Once so many requests have ended. */
    everything: async (requests: number) => {
      await eventually(() => log.lines.filter((line) => 'duration_ms' in line).length === requests);
      await telemetry.flush();
      const sent = collector.requests.map(({ body }) => body.toString('latin1')).join('\n');
      return { lines: log.raw.join('\n'), sent, spans: collector.spans };
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

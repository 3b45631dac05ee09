import type { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Controller, Get, Logger, Module, Req, Res } from '@nestjs/common';
import { ADAPTERS, bootApp, CapturedLines, eventually } from '@couplekit/testkit';
import { Logger as PinoNestLogger } from 'nestjs-pino';
import { afterAll, describe, expect, it } from 'vitest';
import { configureObservability, ObservabilityModule } from '../src/index.js';

const telemetry = configureObservability({ env: {} });
afterAll(() => telemetry.shutdown());

/** Fastify's object or Node's own. */
type Framed = EventEmitter & { readonly raw?: EventEmitter };

@Controller()
class WaitingController {
  private readonly logger = new Logger('waiting');

  @Get('wait')
  wait(@Req() request: Framed, @Res() response: Framed): void {
    const emitters = { request: request.raw ?? request, response: response.raw ?? response };
    for (const [name, emitter] of Object.entries(emitters)) {
      emitter.once('close', () => this.logger.log(`${name} close`));
    }
    emitters.request.once('aborted', () => this.logger.log('request aborted early'));
    this.logger.log('waits');
  }
}

describe.each(ADAPTERS)('a connection that is lost on %s', (adapter) => {
  it('is told to the listeners of the request in the context of the request', async () => {
    const log = new CapturedLines();
    await using app = await waiting(adapter, log);
    const socket = await ask(app.port, log, ['first']);
    socket.destroy();
    const lines = await linesOf(log, 'first', 5);
    expect(lines.map(({ msg }) => String(msg)).toSorted()).toEqual([
      'request aborted',
      'request aborted early',
      'request close',
      'response close',
      'waits',
    ]);
    expect(new Set(lines.map((line) => line['span_id'])).size).toBe(1);
  });

  it('never takes one request of several for another', async () => {
    const log = new CapturedLines();
    await using app = await waiting(adapter, log);
    const socket = await ask(app.port, log, ['first', 'second']);
    socket.destroy();
    for (const id of ['first', 'second']) {
      const messages = (await linesOf(log, id, 3)).map(({ msg }) => String(msg));
      expect(messages.toSorted()).toEqual(['request aborted', 'response close', 'waits']);
    }
  });
});

async function waiting(adapter: (typeof ADAPTERS)[number], log: CapturedLines) {
  @Module({
    imports: [ObservabilityModule.forRoot({ telemetry, logDestination: log })],
    controllers: [WaitingController],
  })
  class WaitingModule {}
  return bootApp({
    adapter,
    module: WaitingModule,
    configure: (app) => app.useLogger(app.get(PinoNestLogger)),
  });
}

/** Sends all requests at once and waits until each is in its handler. */
async function ask(port: number, log: CapturedLines, ids: readonly string[]): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').setNoDelay();
  socket.on('error', () => undefined);
  socket.write(ids.map((id) => `GET /wait HTTP/1.1\r\nHost: x\r\nX-Request-ID: ${id}\r\n\r\n`).join(''));
  for (const id of ids) await linesOf(log, id, 1);
  return socket;
}

const linesOf = (log: CapturedLines, id: string, count: number) =>
  eventually(() => {
    const lines = log.lines.filter((line) => line['request_id'] === id);
    return lines.length >= count && lines;
  });

// Run as a process of its own: what the public talks to, on Fastify. Its lines name the request they belong to by its marker.
import 'reflect-metadata';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setImmediate, setTimeout } from 'node:timers/promises';
import {
  BadGatewayException,
  BadRequestException,
  Body,
  Controller,
  Get,
  Logger,
  Module,
  Param,
  Post,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ServerResponse } from 'node:http';
import { configureObservability, ObservabilityModule, RequestErrorFilter } from '@couplekit/observability';
import { Logger as PinoNestLogger, PinoLogger } from 'nestjs-pino';
import { runService } from './run-service.js';

interface Order {
  readonly amount: number;
  readonly password: string;
  readonly fate: string;
}

const ORDERS_URL = process.env['ORDERS_URL'];
/** Nobody waits longer than this for a client that was to give up. */
const PATIENCE_MS = 10_000;

@Controller()
class GatewayController {
  private readonly nest = new Logger(GatewayController.name);

  constructor(private readonly pino: PinoLogger) {}

  @Get('hello/:marker')
  async hello(@Param('marker') marker: string) {
    this.pino.info({ marker }, 'hello');
    await setImmediate();
    this.nest.log(`hello again, ${marker}`);
    await setTimeout(Math.random() * 5);
    this.pino.debug({ marker }, 'hello at last');
    return { hello: marker };
  }

  @Post('checkout/:marker')
  async checkout(@Param('marker') marker: string, @Body() order: Order) {
    this.pino.info({ marker, order }, 'checkout');
    if (order.amount < 0) throw new BadRequestException(`The amount of ${marker} is negative.`);
    let status: number;
    try {
      status = await this.place(marker, order);
    } catch (cause) {
      throw new BadGatewayException(`orders said nothing to ${marker}`, { cause });
    }
    this.pino.info({ marker, status }, 'placed');
    if (status >= 500) throw new BadGatewayException(`orders could not place ${marker}`);
    return { placed: marker };
  }

  @Get('broken/:marker')
  async broken(@Param('marker') marker: string): Promise<never> {
    await setImmediate();
    throw new Error(`broken at ${marker}`, { cause: new Error('because') });
  }

  @Get('stream/:marker')
  stream(@Param('marker') marker: string): StreamableFile {
    return new StreamableFile(Readable.from(this.pieces(marker), { objectMode: false }));
  }

  /** Begins an answer and waits for its reader to leave. */
  @Get('feed/:marker')
  feed(@Param('marker') marker: string, @Res() { raw }: { readonly raw: ServerResponse }): void {
    raw.writeHead(200, { 'Content-Type': 'text/plain' });
    raw.write('first piece, ');
    raw.once('close', () => this.pino.info({ marker }, 'the reader has left'));
  }

  /** Answers nobody who leaves in time. */
  @Get('wait/:marker')
  async wait(
    @Param('marker') marker: string,
    @Res({ passthrough: true }) { raw }: { readonly raw: ServerResponse },
  ) {
    this.pino.info({ marker }, 'waiting');
    const left = once(raw, 'close', { signal: AbortSignal.timeout(PATIENCE_MS) });
    await left.catch(() => this.pino.warn({ marker }, 'nobody has left'));
    this.pino.info({ marker }, 'waited');
    return {};
  }

  private async *pieces(marker: string): AsyncGenerator<string> {
    for (const piece of ['one, ', 'two, ', 'three']) {
      await setTimeout(1);
      this.pino.info({ marker, piece }, 'streams');
      yield piece;
    }
  }

  private async place(marker: string, order: Order): Promise<number> {
    const response = await fetch(`${ORDERS_URL}/orders/${marker}?token=${order.password}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${order.password}` },
      body: JSON.stringify(order),
    });
    await response.text();
    return response.status;
  }
}

const telemetry = configureObservability();

@Module({
  imports: [ObservabilityModule.forRoot({ telemetry })],
  controllers: [GatewayController],
  providers: [{ provide: APP_FILTER, useClass: RequestErrorFilter }],
})
class GatewayModule {}

const app = await NestFactory.create(GatewayModule, new FastifyAdapter({ bodyLimit: 4096 }), {
  bufferLogs: true,
  forceCloseConnections: true,
});
app.useLogger(app.get(PinoNestLogger));
await app.listen(0, '127.0.0.1');
runService({ app, telemetry, url: await app.getUrl() });

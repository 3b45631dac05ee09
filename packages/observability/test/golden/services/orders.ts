// Run as a process of its own: stores orders and queues receipts, on Express, with Nest's own exception filter.
import 'reflect-metadata';
import { once } from 'node:events';
import {
  Body,
  Controller,
  Get,
  Injectable,
  Logger,
  Module,
  Param,
  Post,
  Res,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { configureObservability, instrumentPg, ObservabilityModule } from '@couplekit/observability';
import type { ServerResponse } from 'node:http';
import { Logger as PinoNestLogger, PinoLogger } from 'nestjs-pino';
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { DATABASE_URL, Receipts } from './receipts.js';
import { runService } from './run-service.js';

interface Order {
  readonly amount: number;
  readonly password: string;
  readonly fate: 'placed' | 'receipt' | 'receipt-at-second-try' | 'broken' | 'reset';
}

const telemetry = configureObservability();
instrumentPg(pg);

@Injectable()
class OrderTable implements OnApplicationShutdown {
  private readonly pool = new pg.Pool({ connectionString: DATABASE_URL, max: 5 });

  async insert(marker: string, amount: number): Promise<void> {
    await this.pool.query('INSERT INTO orders (marker, amount) VALUES ($1, $2)', [marker, amount]);
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.end();
  }
}

@Controller()
class OrdersController {
  private readonly nest = new Logger(OrdersController.name);

  constructor(
    private readonly pino: PinoLogger,
    private readonly orders: OrderTable,
    private readonly receipts: Receipts,
  ) {}

  @Post('orders/:marker')
  async place(
    @Param('marker') marker: string,
    @Body() order: Order,
    @Res({ passthrough: true }) response: ServerResponse,
  ) {
    this.pino.info({ marker, order }, 'order');
    switch (order.fate) {
      case 'placed':
        return {};
      case 'receipt':
      case 'receipt-at-second-try':
        return this.store(marker, order);
      case 'broken':
        throw new Error(`order ${marker} is broken`);
      case 'reset':
        response.socket?.destroy();
        await once(response, 'close');
        return {};
      default:
        return order.fate satisfies never;
    }
  }

  @Get('orders/:marker')
  show(@Param('marker') marker: string) {
    this.nest.log(`shown: ${marker}`);
    return { marker };
  }

  private async store(marker: string, { amount, fate, password }: Order) {
    await this.orders.insert(marker, amount);
    this.pino.info({ marker }, 'stored');
    await this.receipts.send({ marker, token: password, failsOnce: fate === 'receipt-at-second-try' });
    this.nest.log(`receipt of ${marker} queued`);
    return {};
  }
}

@Module({
  imports: [ObservabilityModule.forRoot({ telemetry })],
  controllers: [OrdersController],
  providers: [{ provide: PgBoss, useFactory: () => Receipts.connect() }, OrderTable, Receipts],
})
class OrdersModule {}

const app = await NestFactory.create(OrdersModule, new ExpressAdapter(), {
  bufferLogs: true,
  forceCloseConnections: true,
});
app.useLogger(app.get(PinoNestLogger));
await app.listen(0, '127.0.0.1');
runService({ app, telemetry, url: await app.getUrl() });

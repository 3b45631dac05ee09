// Run as a process of its own: writes receipts, for which it asks orders again; some fail at the first try.
import 'reflect-metadata';
import { Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { configureObservability, ObservabilityModule, runInContext } from '@couplekit/observability';
import { Logger as PinoNestLogger, PinoLogger } from 'nestjs-pino';
import { PgBoss, type Job, type JobResult } from 'pg-boss';
import { RECEIPTS, Receipts, type ReceiptJob } from './receipts.js';
import { runService } from './run-service.js';

const ORDERS_URL = process.env['ORDERS_URL'];

@Injectable()
class ReceiptWriter implements OnApplicationBootstrap {
  constructor(
    private readonly pino: PinoLogger,
    private readonly receipts: Receipts,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const options = {
      batchSize: 40,
      burstWhenBatchFull: true,
      pollingIntervalSeconds: 0.5,
      perJobResults: true,
    } as const;
    await this.receipts.boss.work(RECEIPTS, options, (jobs: Job<ReceiptJob>[]) =>
      Promise.all(jobs.map((job) => this.process(job))),
    );
  }

  private async process({ id, data, retryCount }: Job<ReceiptJob>): Promise<JobResult> {
    try {
      await runInContext(data.context, () => this.write(data, retryCount), { name: `process ${RECEIPTS}` });
      return { id, status: 'completed' };
    } catch {
      return { id, status: 'failed' }; // A line tells of it, and the span of the work.
    }
  }

  private async write({ marker, token, failsOnce }: ReceiptJob, retryCount: number): Promise<void> {
    this.pino.info({ marker, retryCount }, 'receipt begins');
    if (failsOnce && retryCount === 0) {
      const error = new Error(`no ink for ${marker}`);
      this.pino.error({ marker, err: error }, 'receipt failed');
      throw error;
    }
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${ORDERS_URL}/orders/${marker}?token=${token}`, { headers });
    await response.text();
    this.pino.info({ marker, status: response.status }, 'receipt written');
  }
}

const telemetry = configureObservability();

@Module({
  imports: [ObservabilityModule.forRoot({ telemetry })],
  providers: [{ provide: PgBoss, useFactory: () => Receipts.connect() }, Receipts, ReceiptWriter],
})
class WorkerModule {}

const app = await NestFactory.createApplicationContext(WorkerModule, { bufferLogs: true });
app.useLogger(app.get(PinoNestLogger));
runService({ app, telemetry });

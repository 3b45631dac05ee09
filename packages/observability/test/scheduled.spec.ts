import { Injectable } from '@nestjs/common';
import { EventEmitter2, EventEmitterModule, OnEvent } from '@nestjs/event-emitter';
import { Cron, ScheduleModule } from '@nestjs/schedule';
import { eventually } from '@couplekit/testkit';
import { context, propagation, trace } from '@opentelemetry/api';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { afterEach, expect, it } from 'vitest';
import { configureObservability, runInContext, UseContext } from '../src/index.js';
import { workerApp } from './worker-app.js';

afterEach(() => {
  trace.disable();
  context.disable();
  propagation.disable();
});

const IDS = ['request_id', 'trace_id', 'span_id', 'trace_flags'];

@Injectable()
class Jobs {
  constructor(@InjectPinoLogger('jobs') private readonly logger: PinoLogger) {}

  @Cron('* * * * * *')
  @UseContext('above')
  async above() {
    await this.work('above');
  }

  @UseContext()
  @Cron('* * * * * *')
  async below() {
    await this.work('below');
  }

  @OnEvent('couple.paired')
  @UseContext()
  onPaired({ couple }: { readonly couple: string }) {
    this.logger.info(`paired ${couple}`);
  }

  private async work(name: string): Promise<void> {
    this.logger.info(`${name} begins`);
    await Promise.resolve();
    this.logger.info(`${name} ends`);
  }
}

it.each([true, false])(
  'lines of cron jobs and listeners carry their ids once, with global: %s',
  async (global) => {
    const telemetry = configureObservability({ env: {}, global });
    await using app = await workerApp(telemetry, {
      imports: [ScheduleModule.forRoot(), EventEmitterModule.forRoot()],
      providers: [Jobs],
    });
    app.get(EventEmitter2).emit('couple.paired', { couple: 'c-1' });
    runInContext({ 'x-request-id': 'r-1' }, () =>
      app.get(EventEmitter2).emit('couple.paired', { couple: 'c-2' }),
    );
    const lines = await eventually(() => {
      const times = (wanted: string) => app.log.lines.filter(({ msg }) => msg === wanted).length;
      return times('above ends') > 1 && times('below ends') > 1 && app.log.lines;
    });
    for (const line of app.log.raw) {
      for (const id of IDS) expect(line.split(`"${id}":`)).toHaveLength(2);
    }
    const idsOf = (msg: string) =>
      lines.filter((line) => line['msg'] === msg).map((line) => line['request_id']);
    expect(idsOf('paired c-2')).toEqual(['r-1']);
    const [first, second] = idsOf('above begins');
    expect(first).not.toBe(second);
    expect(idsOf('above ends').slice(0, 2)).toEqual([first, second]);
    expect(idsOf('below ends')).not.toContain(first);
    expect(new Set(lines.map((line) => line['trace_id'])).size).toBe(new Set(lines.map((line) => line['request_id'])).size); // prettier-ignore
    await telemetry.shutdown();
  },
);

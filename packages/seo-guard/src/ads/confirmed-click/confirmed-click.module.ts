import { Module } from '@nestjs/common';
import { ConfirmedClickMetrics, findMeter } from './confirmed-click-metrics.js';
import { ConfirmedClickOptions, resolveConfirmedClickOptions } from './confirmed-click-options.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './confirmed-click.module-definition.js';
import { ConfirmedClickPoller } from './confirmed-click.poller.js';
import { PolicyIssuePoll } from './policy-issue-poll.js';
import { PollTurns } from './poll-turns.js';
import { NoticeDesk } from './telling/notice-desk.js';

/** Watches what AdSense holds against the site, Confirmed Click above all, and tells listeners and people. */
@Module({
  providers: [
    {
      provide: ConfirmedClickOptions,
      useFactory: resolveConfirmedClickOptions,
      inject: [MODULE_OPTIONS_TOKEN],
    },
    { provide: ConfirmedClickMetrics, useFactory: async () => new ConfirmedClickMetrics(await findMeter()) },
    PolicyIssuePoll,
    NoticeDesk,
    PollTurns,
    ConfirmedClickPoller,
  ],
  exports: [ConfirmedClickPoller],
})
export class ConfirmedClickModule extends ConfigurableModuleClass {}

import { Module } from '@nestjs/common';
import { LiveProgress } from './live-progress.js';
import { SessionChanges } from './session-changes.js';
import { WaitingController } from './waiting.controller.js';

/** The waiting room of a couple, live on every instance. */
@Module({ controllers: [WaitingController], providers: [SessionChanges, LiveProgress] })
export class WaitingModule {}

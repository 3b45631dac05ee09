import { Module } from '@nestjs/common';
import { AnswersController } from './answers/answers.controller.js';
import { InvitingController } from './inviting/inviting.controller.js';
import { JoinController } from './joining/join.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { StartController } from './start/start.controller.js';

/** The way of both partners from the beginning to complete answers. */
@Module({
  controllers: [StartController, JoinController, OverviewController, AnswersController, InvitingController],
})
export class JourneyModule {}

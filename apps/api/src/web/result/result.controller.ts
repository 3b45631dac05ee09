import { Get, Logger, Post } from '@nestjs/common';
import {
  CoupleError,
  CoupleService,
  StageIncompleteError,
  type ParticipantActor,
} from '@couplekit/couple-core';
import { ReportWriter } from '../../report/report-writer.js';
import { page, seeOther, type PageAnswer, type SeeOther } from '../pages/answers.js';
import { PageController } from '../pages/page-controller.decorator.js';
import { ForParticipant, Me } from '../sessions/participant.guard.js';
import { CurrentVisit } from '../visits/current-visit.js';
import type { Visit } from '../visits/visit.js';
import { progressOf } from '../waiting/progress.js';
import { progressView } from '../waiting/progress-view.js';
import { resultModel } from './result-model.js';
import { lockedResultPage, resultPage } from './result.page.js';

/** The result of a couple, and the button that makes it. */
@PageController('s/:sessionId/result')
@ForParticipant()
export class ResultController {
  private readonly logger = new Logger(ResultController.name);

  constructor(
    private readonly couples: CoupleService,
    private readonly writer: ReportWriter,
  ) {}

  @Get()
  async show(@Me() me: ParticipantActor, @CurrentVisit() { language }: Visit): Promise<PageAnswer> {
    const session = await this.couples.getSession(me, me.sessionId);
    if (!session.stage3Completed) return this.locked(me, language, false);
    const result = await this.couples.getResult(me, me.sessionId);
    const report = this.writer.write({ participants: session.participants, result }, language);
    return page(resultPage, resultModel(session, report));
  }

  @Post()
  async compute(
    @Me() me: ParticipantActor,
    @CurrentVisit() { language }: Visit,
  ): Promise<PageAnswer | SeeOther> {
    try {
      await this.couples.computeResult(me, me.sessionId);
    } catch (error) {
      // Somebody has taken an answer back meanwhile: the page says what is missing.
      if (error instanceof StageIncompleteError) return seeOther(`/s/${me.sessionId}/result`);
      if (error instanceof CoupleError) throw error;
      this.logger.error('A result could not be made; the page offers another try.', error);
      return this.locked(me, language, true);
    }
    return seeOther(`/s/${me.sessionId}/result`);
  }

  private async locked(
    me: ParticipantActor,
    language: Visit['language'],
    failed: boolean,
  ): Promise<PageAnswer> {
    const progress = progressOf(await this.couples.getSession(me, me.sessionId), me.role);
    const view = progressView(progress, me.sessionId, language);
    return page(lockedResultPage, { ...view, failed }, failed ? 500 : 200);
  }
}

import { Body, Get, NotFoundException, Param, Post } from '@nestjs/common';
import { CoupleService, type Answers, type ParticipantActor } from '@couplekit/couple-core';
import { page, seeOther, type PageAnswer, type SeeOther } from '../../pages/answers.js';
import { PageController } from '../../pages/page-controller.decorator.js';
import { ForParticipant, Me } from '../../sessions/participant.guard.js';
import { CurrentVisit } from '../../visits/current-visit.js';
import type { Visit } from '../../visits/visit.js';
import { answersModel, pathOf, type QuestionPage } from './answers-model.js';
import { answersPages } from './answers.page.js';
import { itemsOfPage, pageAfter } from './question-pages.js';
import { readAnswers, type AnswersForm } from './read-answers.js';

/** Where a page of the questionnaire is. */
interface Place {
  readonly wording: string;
  readonly page: string;
}

/** The questionnaire, one page at a time; what a page sends is added to what is stored. */
@PageController('s/:sessionId/answers/:wording/:page')
@ForParticipant()
export class AnswersController {
  constructor(private readonly couples: CoupleService) {}

  @Get()
  async show(
    @Me() me: ParticipantActor,
    @CurrentVisit() { language }: Visit,
    @Param() place: Place,
  ): Promise<PageAnswer | SeeOther> {
    const here = questionPage(me, place);
    const { stage3Completed } = await this.couples.getSession(me, me.sessionId);
    if (stage3Completed) return seeOther(`/s/${me.sessionId}`);
    const answers = await this.ownAnswers(me, here);
    return page(answersPages[here.wording], answersModel(here, { answers, missing: [], language }));
  }

  @Post()
  async save(
    @Me() me: ParticipantActor,
    @CurrentVisit() { language }: Visit,
    @Param() place: Place,
    @Body() form: AnswersForm,
  ): Promise<PageAnswer | SeeOther> {
    const here = questionPage(me, place);
    const { answers: given, missing } = readAnswers(here.items, form);
    if (given.length > 0) {
      await this.couples.addResponses(me, me.sessionId, { wording: here.wording, answers: given });
    }
    if (form?.['then'] === 'leave') return seeOther(`/s/${me.sessionId}`);
    const answers = await this.ownAnswers(me, here);
    if (missing.length > 0) {
      return page(answersPages[here.wording], answersModel(here, { answers, missing, language }), 422);
    }
    const next = pageAfter(here.number, answers);
    return seeOther(next === undefined ? `/s/${me.sessionId}` : pathOf(here, next));
  }

  private async ownAnswers(me: ParticipantActor, { wording }: QuestionPage): Promise<Answers> {
    return (await this.couples.getResponses(me, me.sessionId))[wording];
  }
}

/** @throws {NotFoundException} when there is no such page */
function questionPage({ sessionId }: ParticipantActor, { wording, page: text }: Place): QuestionPage {
  const number = /^[1-9]$/.test(text) ? Number(text) : 0;
  const items = itemsOfPage(number);
  if (!items || (wording !== 'self' && wording !== 'guess')) throw new NotFoundException();
  return { sessionId, wording, number, items };
}

import { Body, Get, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { CoupleService, type Answers, type ItemCode, type ParticipantActor } from '@couplekit/couple-core';
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
    @Query('check') check?: unknown,
  ): Promise<PageAnswer | SeeOther> {
    const here = questionPage(me, place);
    const { stage3Completed } = await this.couples.getSession(me, me.sessionId);
    if (stage3Completed) return seeOther(`/s/${me.sessionId}`);
    const answers = await this.ownAnswers(me, here);
    const missing = check === undefined ? [] : openItems(here, answers);
    return page(answersPages[here.wording], answersModel(here, { answers, missing, language }));
  }

  /** Saves what is there, and goes on; to the same page when something is missing, so that "back" never sends a form again. */
  @Post()
  async save(
    @Me() me: ParticipantActor,
    @Param() place: Place,
    @Body() form: AnswersForm,
  ): Promise<SeeOther> {
    const here = questionPage(me, place);
    const given = readAnswers(here.items, form);
    if (given.length > 0) {
      await this.couples.addResponses(me, me.sessionId, { wording: here.wording, answers: given });
    }
    if (form?.['after'] === 'leave') return seeOther(`/s/${me.sessionId}`);
    const answers = await this.ownAnswers(me, here);
    if (openItems(here, answers).length > 0) return seeOther(`${pathOf(here, here.number)}?check=1`);
    const next = pageAfter(here.number, answers);
    return seeOther(next === undefined ? `/s/${me.sessionId}` : pathOf(here, next));
  }

  private async ownAnswers(me: ParticipantActor, { wording }: QuestionPage): Promise<Answers> {
    return (await this.couples.getResponses(me, me.sessionId))[wording];
  }
}

function openItems({ items }: QuestionPage, answers: Answers): readonly ItemCode[] {
  return items.flatMap(({ code }) => (answers[code] === undefined ? code : []));
}

/** @throws {NotFoundException} when there is no such page */
function questionPage({ sessionId }: ParticipantActor, { wording, page: text }: Place): QuestionPage {
  const number = /^[1-9]$/.test(text) ? Number(text) : 0;
  const items = itemsOfPage(number);
  if (!items || (wording !== 'self' && wording !== 'guess')) throw new NotFoundException();
  return { sessionId, wording, number, items };
}

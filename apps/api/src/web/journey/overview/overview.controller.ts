import { Get, Post } from '@nestjs/common';
import {
  CoupleService,
  InviteService,
  ITEMS,
  type Answers,
  type ParticipantActor,
  type Wording,
} from '@couplekit/couple-core';
import { page, seeOther, type PageAnswer, type SeeOther } from '../../pages/answers.js';
import { PageController } from '../../pages/page-controller.decorator.js';
import { BrowserSessions } from '../../sessions/browser-sessions.js';
import { ForParticipant, Me } from '../../sessions/participant.guard.js';
import { CurrentVisit } from '../../visits/current-visit.js';
import type { Visit } from '../../visits/visit.js';
import { pathOf } from '../answers/answers-model.js';
import { answeredCount, firstOpenPage } from '../answers/question-pages.js';
import { nextStep } from './next-step.js';
import { overviewPage } from './overview.page.js';

/** A partner's own page: how far both are, and one next step. */
@PageController('s/:sessionId')
@ForParticipant()
export class OverviewController {
  constructor(
    private readonly couples: CoupleService,
    private readonly invites: InviteService,
    private readonly sessions: BrowserSessions,
  ) {}

  @Get()
  async show(@Me() me: ParticipantActor): Promise<PageAnswer> {
    const { sessionId, role } = me;
    const [session, own, invite] = await Promise.all([
      this.couples.getSession(me, sessionId),
      this.couples.getResponses(me, sessionId),
      this.invites.getInvite(me, sessionId),
    ]);
    const { completion, participants, stage3Completed: resultReady } = session;
    const nameOf = (wanted: string) => participants.find((person) => person.role === wanted)?.nickname ?? '';
    const partnerJoined = role === 'B' || invite.state === 'used';
    return page(overviewPage, {
      nickname: nameOf(role),
      partner: nameOf(role === 'A' ? 'B' : 'A'),
      role,
      base: `/s/${sessionId}`,
      next: nextStep({ role, completion, partnerJoined, resultReady, own }),
      total: ITEMS.length,
      self: progressOf(sessionId, 'self', own.self),
      guess: progressOf(sessionId, 'guess', own.guess),
      editable: !resultReady,
      partnerJoined,
      partnerSelf: role === 'A' ? completion.b_self : completion.a_self,
      partnerGuess: role === 'A' ? completion.b_guess : completion.a_guess,
      raters: { count: session.kCurrent, threshold: session.kThreshold },
    });
  }

  @Post('leave')
  async leave(@CurrentVisit() visit: Visit): Promise<SeeOther> {
    await this.sessions.end(visit);
    return seeOther('/');
  }
}

function progressOf(sessionId: string, wording: Wording, answers: Answers) {
  return {
    answered: answeredCount(answers),
    path: pathOf({ sessionId, wording }, firstOpenPage(answers) ?? 1),
  };
}

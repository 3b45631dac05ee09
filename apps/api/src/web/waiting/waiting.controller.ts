import { Body, Get, Headers, Post, Sse, type MessageEvent } from '@nestjs/common';
import { CoupleService, type ParticipantActor } from '@couplekit/couple-core';
import type { Observable } from 'rxjs';
import { page, seeOther, type PageAnswer, type SeeOther } from '../pages/answers.js';
import { PageController } from '../pages/page-controller.decorator.js';
import { BrowserSessions } from '../sessions/browser-sessions.js';
import { ForParticipant, Me } from '../sessions/participant.guard.js';
import { CurrentVisit } from '../visits/current-visit.js';
import type { Visit } from '../visits/visit.js';
import { LiveProgress } from './live-progress.js';
import { progressVersion } from './progress-version.js';
import { progressView } from './progress-view.js';
import { progressOf, type Progress } from './progress.js';
import { waitingPage } from './waiting.page.js';

/** The waiting room, and the events that keep it up to date. */
@PageController('s/:sessionId')
@ForParticipant()
export class WaitingController {
  constructor(
    private readonly couples: CoupleService,
    private readonly sessions: BrowserSessions,
    private readonly live: LiveProgress,
  ) {}

  @Get('waiting')
  async show(@Me() me: ParticipantActor, @CurrentVisit() { language }: Visit): Promise<PageAnswer> {
    const progress = await this.progress(me);
    const version = progressVersion(progress);
    return page(waitingPage, { ...progressView(progress, me.sessionId, language), version });
  }

  /** Whether the average of what friends said is to be shown with the result. */
  @Post('waiting')
  async chooseAverage(
    @Me() me: ParticipantActor,
    @Body() form: { readonly average?: unknown },
  ): Promise<SeeOther> {
    if (form.average === 'show' || form.average === 'hide') {
      await this.couples.updateStageOne(me, me.sessionId, { visible: form.average === 'show' });
    }
    return seeOther(`/s/${me.sessionId}/waiting`);
  }

  @Sse('events')
  events(
    @Me() { sessionId }: ParticipantActor,
    @CurrentVisit() visit: Visit,
    @Headers('last-event-id') version: string | undefined,
  ): Observable<MessageEvent> {
    // The browser's right to see is asked for every time: it can end while the page is open.
    const read = async () => this.progress(await this.sessions.actorIn(visit, sessionId));
    return this.live.watch({ sessionId, read, version });
  }

  private async progress(me: ParticipantActor): Promise<Progress> {
    return progressOf(await this.couples.getSession(me, me.sessionId), me.role);
  }
}

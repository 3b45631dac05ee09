import { Body, Get, Post } from '@nestjs/common';
import { CoupleService, InviteService, RaterService, type ParticipantActor } from '@couplekit/couple-core';
import { shownLink } from '../../links/shown-link.js';
import { page, type PageAnswer } from '../../pages/answers.js';
import { dayOf } from '../../pages/day-of.js';
import { PageController } from '../../pages/page-controller.decorator.js';
import { ForParticipant, Me } from '../../sessions/participant.guard.js';
import { CurrentVisit } from '../../visits/current-visit.js';
import type { Visit } from '../../visits/visit.js';
import { WebOptions } from '../../web-options.js';
import type { Language } from '../../pages/language.js';
import { invitingPage, newLinkPage, type InviteModel } from './invite.page.js';

/** Makes links for the partner and for friends; each is shown in the answer to the form, and never again. */
@PageController('s/:sessionId/invite')
@ForParticipant()
export class InvitingController {
  constructor(
    private readonly couples: CoupleService,
    private readonly invites: InviteService,
    private readonly raters: RaterService,
    private readonly options: WebOptions,
  ) {}

  @Get()
  async show(@Me() me: ParticipantActor, @CurrentVisit() { language }: Visit): Promise<PageAnswer> {
    return page(invitingPage, await this.model(me, language));
  }

  @Post()
  async make(
    @Me() me: ParticipantActor,
    @CurrentVisit() { language }: Visit,
    @Body() form: { readonly kind?: unknown } | null | undefined,
  ): Promise<PageAnswer> {
    const kind = form?.kind === 'raters' ? 'raters' : 'partner';
    const { path, expiresAt } = await (kind === 'raters' ? this.forFriends(me) : this.forPartner(me));
    const link = shownLink(this.options.publicBaseUrl + path, language);
    const until = dayOf(expiresAt, language);
    return page(newLinkPage, { ...(await this.model(me, language)), until, shown: { kind, link } });
  }

  private async forPartner(me: ParticipantActor) {
    const { inviteToken, expiresAt } = await this.invites.reissueInvite(me, me.sessionId);
    return { path: `/invite#${inviteToken}`, expiresAt };
  }

  /**
   * Who asks friends wants to see what they say, as soon as enough of them have; from then on the waiting room asks, and what was
   * chosen there stays. Clients of the JSON API say it themselves.
   */
  private async forFriends(me: ParticipantActor) {
    const { raterToken, expiresAt } = await this.raters.issueRaterInvite(me, me.sessionId, {});
    const { kCurrent, kThreshold } = await this.couples.getSession(me, me.sessionId);
    if (kCurrent < kThreshold) await this.couples.updateStageOne(me, me.sessionId, { visible: true });
    return { path: `/rate#${raterToken}`, expiresAt };
  }

  private async model(me: ParticipantActor, language: Language): Promise<InviteModel> {
    const { sessionId, role } = me;
    const [session, invite] = await Promise.all([
      this.couples.getSession(me, sessionId),
      this.invites.getInvite(me, sessionId),
    ]);
    return {
      base: `/s/${sessionId}`,
      action: `/s/${sessionId}/invite`,
      state: invite.state,
      until: dayOf(invite.expiresAt, language),
      canAskFriends: session.stage < 3,
      isA: role === 'A',
      threshold: session.kThreshold,
      count: session.kCurrent,
      shown: undefined,
    };
  }
}

import { Body, Get, Post } from '@nestjs/common';
import {
  CoupleService,
  ShareNotFoundError,
  ShareService,
  type ParticipantActor,
} from '@couplekit/couple-core';
import { shownLink } from '../../links/shown-link.js';
import { page, seeOther, type PageAnswer, type SeeOther } from '../../pages/answers.js';
import type { Language } from '../../pages/language.js';
import { dayOf } from '../../pages/day-of.js';
import { PageController } from '../../pages/page-controller.decorator.js';
import { ForParticipant, Me } from '../../sessions/participant.guard.js';
import { CurrentVisit } from '../../visits/current-visit.js';
import type { Visit } from '../../visits/visit.js';
import { WebOptions } from '../../web-options.js';
import { readShareForm, type ShareForm } from './share-form.js';
import { sharesModel } from './shares-model.js';
import { newSharePage, sharesPage, type SharesModel } from './shares.page.js';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Makes, lists and ends the public links of a couple. A link is shown in the answer to the form, and never again. */
@PageController('s/:sessionId/shares')
@ForParticipant()
export class SharesPageController {
  constructor(
    private readonly couples: CoupleService,
    private readonly shares: ShareService,
    private readonly options: WebOptions,
  ) {}

  @Get()
  async show(@Me() me: ParticipantActor, @CurrentVisit() { language }: Visit): Promise<PageAnswer> {
    return page(sharesPage, await this.model(me, language));
  }

  @Post()
  async make(
    @Me() me: ParticipantActor,
    @CurrentVisit() { language }: Visit,
    @Body() form: ShareForm | null | undefined,
  ): Promise<PageAnswer> {
    const { shareToken, expiresAt } = await this.shares.createShare(me, me.sessionId, readShareForm(form ?? {})); // prettier-ignore
    const image = `/share/og/${shareToken}.png`;
    const shown = {
      link: shownLink(`${this.options.publicBaseUrl}/share/${shareToken}`, language),
      image,
      story: `${image}?style=story`,
      until: dayOf(expiresAt, language),
    };
    return page(newSharePage, { ...(await this.model(me, language)), shown });
  }

  @Post('end')
  async end(
    @Me() me: ParticipantActor,
    @Body() form: { readonly share?: unknown } | null | undefined,
  ): Promise<SeeOther> {
    const share = form?.share;
    if (typeof share !== 'string' || !UUID.test(share)) throw new ShareNotFoundError();
    await this.shares.revokeShare(me, me.sessionId, share);
    return seeOther(`/s/${me.sessionId}/shares`);
  }

  private async model(me: ParticipantActor, language: Language): Promise<SharesModel> {
    const [session, shares] = await Promise.all([
      this.couples.getSession(me, me.sessionId),
      this.shares.listShares(me, me.sessionId),
    ]);
    return sharesModel(me, { session, shares }, language);
  }
}

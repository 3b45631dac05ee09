import { Body, Get, Post } from '@nestjs/common';
import {
  InviteExpiredError,
  InviteNotFoundError,
  InviteService,
  InviteUsedError,
  type OpenInvite,
} from '@couplekit/couple-core';
import { page, type PageAnswer } from '../../pages/answers.js';
import { PageController } from '../../pages/page-controller.decorator.js';
import { RateLimited } from '../../rate-limits/rate-limit.decorator.js';
import { BrowserSessions } from '../../sessions/browser-sessions.js';
import { dropLinkToken, linkToken } from '../../sessions/link-tokens.js';
import { CurrentVisit } from '../../visits/current-visit.js';
import type { Visit } from '../../visits/visit.js';
import { shownLink } from '../../links/shown-link.js';
import { WebOptions } from '../../web-options.js';
import { ownLinkPage } from '../start/own-link.page.js';
import { NOBODY_YET, readPerson, type PersonForm } from '../start/read-person.js';
import { closedInvitePage, joinPage, type JoinObstacle } from './join.page.js';

/** B's way in, after the link has been opened: the browser keeps its token, and uses it up here. */
@PageController('join')
export class JoinController {
  constructor(
    private readonly invites: InviteService,
    private readonly sessions: BrowserSessions,
    private readonly options: WebOptions,
  ) {}

  @Get()
  show(@CurrentVisit() visit: Visit): Promise<PageAnswer> {
    return this.withInvite(visit, (_, { participants }) => {
      const nickname = nameOf('B', participants);
      return Promise.resolve(page(joinPage, { ...NOBODY_YET, nickname, inviter: nameOf('A', participants) }));
    });
  }

  @Post()
  @RateLimited('invites')
  accept(@CurrentVisit() visit: Visit, @Body() form: PersonForm): Promise<PageAnswer> {
    return this.withInvite(visit, async (token, { participants, sessionId }) => {
      const { person, model } = readPerson(form);
      if (!person) return page(joinPage, { ...model, inviter: nameOf('A', participants) }, 422);
      const { accessToken } = await this.invites.acceptInvite(token, person.nickname);
      dropLinkToken(visit, 'invite');
      await this.sessions.admit(visit, accessToken);
      const link = shownLink(`${this.options.publicBaseUrl}/continue#${accessToken}`, visit.language);
      return page(ownLinkPage, { nickname: person.nickname, link, next: `/s/${sessionId}` });
    });
  }

  /** Works with an invite that lets this browser in, or tells kindly why it does not. */
  private async withInvite(
    visit: Visit,
    work: (token: string, invite: OpenInvite) => Promise<PageAnswer>,
  ): Promise<PageAnswer> {
    const token = linkToken(visit, 'invite');
    if (token === undefined) return this.closed(visit, 'missing');
    try {
      const invite = await this.invites.openInvite(token);
      const actors = await this.sessions.actorsOf(visit);
      // Who opens the own invite would become the partner, and lose the way back.
      if (actors.some(({ sessionId }) => sessionId === invite.sessionId))
        return await this.closed(visit, 'own');
      return await work(token, invite);
    } catch (error) {
      const obstacle = obstacleOf(error);
      if (!obstacle) throw error;
      return this.closed(visit, obstacle);
    }
  }

  private async closed(visit: Visit, obstacle: JoinObstacle): Promise<PageAnswer> {
    const [latest] = await this.sessions.actorsOf(visit);
    const ongoing = latest ? `/s/${latest.sessionId}` : '';
    return page(closedInvitePage, { obstacle, ongoing }, STATUS[obstacle]);
  }
}

const STATUS: Readonly<Record<JoinObstacle, number>> = {
  missing: 404,
  unknown: 404,
  used: 410,
  expired: 410,
  own: 409,
};

function obstacleOf(error: unknown): JoinObstacle | undefined {
  if (error instanceof InviteNotFoundError) return 'unknown';
  if (error instanceof InviteUsedError) return 'used';
  if (error instanceof InviteExpiredError) return 'expired';
  return undefined;
}

function nameOf(role: string, participants: OpenInvite['participants']): string {
  return participants.find((person) => person.role === role)?.nickname ?? '';
}

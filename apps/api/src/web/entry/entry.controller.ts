import { Body, Get, Post } from '@nestjs/common';
import { UnauthorizedError } from '@couplekit/couple-core';
import { page, seeOther, type PageAnswer, type SeeOther } from '../pages/answers.js';
import { PageController } from '../pages/page-controller.decorator.js';
import { RateLimited } from '../rate-limits/rate-limit.decorator.js';
import { BrowserSessions } from '../sessions/browser-sessions.js';
import { keepLinkToken, readToken } from '../sessions/link-tokens.js';
import { CurrentVisit } from '../visits/current-visit.js';
import type { Visit } from '../visits/visit.js';
import { continuePage, invitePage, raterPage } from './entry.page.js';

interface EntryForm {
  readonly link?: unknown;
}

/**
 * Where links with a token lead. The token stands behind the `#`, which browsers send to nobody: a script puts it into the form and
 * sends that; without scripts people paste the link. From then on the browser keeps the token, and no URL has it.
 */
@PageController()
export class EntryController {
  constructor(private readonly sessions: BrowserSessions) {}

  @Get('invite')
  invite(): PageAnswer {
    return page(invitePage, { action: '/invite', invalid: false });
  }

  @Post('invite')
  @RateLimited('invites')
  openInvite(@CurrentVisit() visit: Visit, @Body() form: EntryForm): PageAnswer | SeeOther {
    const token = readToken(form.link);
    if (token === undefined) return page(invitePage, { action: '/invite', invalid: true }, 422);
    keepLinkToken(visit, 'invite', token);
    return seeOther('/join');
  }

  @Get('rate')
  rate(): PageAnswer {
    return page(raterPage, { action: '/rate', invalid: false });
  }

  @Post('rate')
  @RateLimited('raters')
  openRating(@CurrentVisit() visit: Visit, @Body() form: EntryForm): PageAnswer | SeeOther {
    const token = readToken(form.link);
    if (token === undefined) return page(raterPage, { action: '/rate', invalid: true }, 422);
    keepLinkToken(visit, 'rater', token);
    return seeOther('/rate/answers');
  }

  @Get('continue')
  continue(): PageAnswer {
    return page(continuePage, { action: '/continue', invalid: false });
  }

  @Post('continue')
  @RateLimited('invites')
  async comeBack(@CurrentVisit() visit: Visit, @Body() form: EntryForm): Promise<PageAnswer | SeeOther> {
    const refused = page(continuePage, { action: '/continue', invalid: true }, 422);
    const token = readToken(form.link);
    if (token === undefined) return refused;
    try {
      const { sessionId } = await this.sessions.admit(visit, token);
      return seeOther(`/s/${sessionId}`);
    } catch (error) {
      if (error instanceof UnauthorizedError) return refused;
      throw error;
    }
  }
}

import { Body, Get, Post } from '@nestjs/common';
import { CoupleService } from '@couplekit/couple-core';
import { shownLink } from '../../links/shown-link.js';
import { page, type PageAnswer } from '../../pages/answers.js';
import { PageController } from '../../pages/page-controller.decorator.js';
import { RateLimited } from '../../rate-limits/rate-limit.decorator.js';
import { BrowserSessions } from '../../sessions/browser-sessions.js';
import { CurrentVisit } from '../../visits/current-visit.js';
import type { Visit } from '../../visits/visit.js';
import { WebOptions } from '../../web-options.js';
import { ownLinkPage } from './own-link.page.js';
import { NOBODY_YET, readPerson, type PersonForm } from './read-person.js';
import { startPage } from './start.page.js';

/**
 * Begins a couple's session as A. The answer to the form shows A's own link, which is stored nowhere. Sending the form again is
 * refused: the browser has a new id, and with it another token for forms.
 */
@PageController('start')
export class StartController {
  constructor(
    private readonly couples: CoupleService,
    private readonly sessions: BrowserSessions,
    private readonly options: WebOptions,
  ) {}

  @Get()
  show(): PageAnswer {
    return page(startPage, NOBODY_YET);
  }

  @Post()
  @RateLimited('sessions')
  async start(@CurrentVisit() visit: Visit, @Body() form: PersonForm): Promise<PageAnswer> {
    const { person, model } = readPerson(form);
    if (!person) return page(startPage, model, 422);
    const { session, accessToken } = await this.couples.createSession(
      { kind: 'visitor' },
      { participants: [{ role: 'A', ...person }] },
    );
    await this.sessions.admit(visit, accessToken);
    return page(ownLinkPage, {
      nickname: person.nickname,
      link: shownLink(`${this.options.publicBaseUrl}/continue#${accessToken}`, visit.language),
      next: `/s/${session.id}`,
    });
  }
}

import { Get } from '@nestjs/common';
import { page, type PageAnswer } from '../pages/answers.js';
import { PageController } from '../pages/page-controller.decorator.js';
import { BrowserSessions } from '../sessions/browser-sessions.js';
import { CurrentVisit } from '../visits/current-visit.js';
import type { Visit } from '../visits/visit.js';
import { landingPage, landingPageOfCouple } from './landing.page.js';

/** Where the printed URL leads. */
@PageController()
export class LandingController {
  constructor(private readonly sessions: BrowserSessions) {}

  @Get()
  async show(@CurrentVisit() visit: Visit): Promise<PageAnswer> {
    const [latest] = await this.sessions.actorsOf(visit);
    if (!latest) return page(landingPage, { ongoing: '' });
    return page(landingPageOfCouple, { ongoing: `/s/${latest.sessionId}` });
  }
}

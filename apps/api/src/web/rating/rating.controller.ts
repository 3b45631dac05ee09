import { Body, Get, Post } from '@nestjs/common';
import {
  InviteExpiredError,
  InviteNotFoundError,
  RatersFullError,
  RaterService,
  StageInvalidError,
} from '@couplekit/couple-core';
import { page, seeOther, type PageAnswer, type SeeOther } from '../pages/answers.js';
import { PageController } from '../pages/page-controller.decorator.js';
import { RateLimited } from '../rate-limits/rate-limit.decorator.js';
import { linkToken } from '../sessions/link-tokens.js';
import { CurrentVisit } from '../visits/current-visit.js';
import type { Visit } from '../visits/visit.js';
import { keepRaterKey, raterKey } from './rater-key.js';
import { ratingAnswers, readRatingForm, type RatingForm, type ReadRating } from './rating-form.js';
import { ratingModel } from './rating-model.js';
import { ratingClosedPage, ratingPage, ratingThanksPage } from './rating.page.js';

/** A link may be opened and sent without an account, and as often as its rater likes. */
@PageController('rate')
export class RatingController {
  constructor(private readonly raters: RaterService) {}

  @Get('answers')
  show(@CurrentVisit() visit: Visit): Promise<PageAnswer> {
    return whileOpen(visit, async (token) => {
      const { nickname, earlier } = await this.raters.openRaterInvite(token, raterKey(visit, token));
      const read: ReadRating = { relation: earlier?.relation, values: earlier?.rating ?? {}, missing: [] };
      return page(ratingPage, ratingModel(nickname, read, earlier !== undefined));
    });
  }

  @Post('answers')
  @RateLimited('raters')
  send(@CurrentVisit() visit: Visit, @Body() form: RatingForm): Promise<PageAnswer | SeeOther> {
    return whileOpen(visit, async (token) => {
      const read = readRatingForm(form);
      if (read.relation === undefined || read.missing.length > 0) {
        const { nickname, earlier } = await this.raters.openRaterInvite(token, raterKey(visit, token));
        return page(ratingPage, ratingModel(nickname, read, earlier !== undefined), 422);
      }
      await this.raters.recordRating(token, {
        relation: read.relation,
        answers: ratingAnswers(read),
        raterKey: keepRaterKey(visit, token),
      });
      return seeOther('/rate/thanks');
    });
  }

  @Get('thanks')
  thanks(): PageAnswer {
    return page(ratingThanksPage, {});
  }
}

/** Says kindly why a link takes no answers. */
async function whileOpen<T>(visit: Visit, work: (token: string) => Promise<T>): Promise<T | PageAnswer> {
  const token = linkToken(visit, 'rater');
  if (token === undefined) return page(ratingClosedPage, { reason: 'missing' }, 404);
  try {
    return await work(token);
  } catch (error) {
    if (error instanceof InviteNotFoundError) return page(ratingClosedPage, { reason: 'unknown' }, 404);
    if (error instanceof InviteExpiredError) return page(ratingClosedPage, { reason: 'expired' }, 410);
    if (error instanceof RatersFullError) return page(ratingClosedPage, { reason: 'full' }, 409);
    if (error instanceof StageInvalidError) return page(ratingClosedPage, { reason: 'finished' }, 409);
    throw error;
  }
}

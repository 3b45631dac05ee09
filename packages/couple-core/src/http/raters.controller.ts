import { Body, Controller, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../application/actor.js';
import { RaterService } from '../application/rater.service.js';
import {
  InviteExpiredError,
  InviteNotFoundError,
  ParticipantInvalidError,
  RatersFullError,
  SessionNotFoundError,
  UnauthorizedError,
} from '../domain/access-errors.js';
import {
  DuplicateAnswerError,
  QuestionInvalidError,
  ResponsesMissingError,
} from '../domain/answer-errors.js';
import { StageInvalidError } from '../domain/stage-errors.js';
import { BearerGuard } from './bearer.guard.js';
import { CoupleHttpOptions } from './couple-http.module-definition.js';
import { CurrentActor } from './current-actor.js';
import { RaterInviteBody, RecordedRatingBody } from './raters.body.js';
import { IssueRaterInviteDto, RecordRatingDto } from './raters.dto.js';
import { Idempotent } from './idempotent.decorator.js';
import { SessionIdPipe } from './session-id.pipe.js';
import { Throws } from './throws.decorator.js';

@ApiTags('raters')
@Controller('api/couples')
export class RatersController {
  constructor(
    private readonly raters: RaterService,
    private readonly options: CoupleHttpOptions,
  ) {}

  @Post('sessions/:sessionId/rater-invites')
  @Idempotent()
  @UseGuards(BearerGuard)
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Make a link for friends and family, as partner A' })
  @ApiCreatedResponse({ type: RaterInviteBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError, StageInvalidError)
  async issue(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
    @Body() body: IssueRaterInviteDto,
  ): Promise<RaterInviteBody> {
    // A missing body is fine, and arrives as undefined. A union with undefined would hide the class from validation.
    const { max_raters, expires_in_days } = body ?? {};
    const { raterToken, maxRaters, expiresAt } = await this.raters.issueRaterInvite(actor, sessionId, {
      maxRaters: max_raters,
      expiresInDays: expires_in_days,
    });
    return {
      rater_token: raterToken,
      rater_url: `${this.options.publicBaseUrl}/rate#${raterToken}`,
      max_raters: maxRaters,
      expires_at: expiresAt.toISOString(),
    };
  }

  @Post('raters/:raterToken')
  @Idempotent()
  @ApiOperation({ summary: 'Rate partner A, anonymously' })
  @ApiCreatedResponse({ type: RecordedRatingBody })
  @Throws(InviteNotFoundError, InviteExpiredError, RatersFullError, StageInvalidError)
  @Throws(QuestionInvalidError, DuplicateAnswerError, ResponsesMissingError)
  async record(
    @Param('raterToken') raterToken: string,
    @Body() body: RecordRatingDto,
  ): Promise<RecordedRatingBody> {
    const { relation, answers, rater_key } = body;
    const recorded = await this.raters.recordRating(raterToken, { relation, answers, raterKey: rater_key });
    return { rater_key: recorded.raterKey, replaced: recorded.replaced };
  }
}

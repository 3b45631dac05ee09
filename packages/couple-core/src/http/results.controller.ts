import { Controller, Get, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../application/actor.js';
import { CoupleService } from '../application/couple.service.js';
import { ParticipantInvalidError, SessionNotFoundError, UnauthorizedError } from '../domain/access-errors.js';
import { ResponsesMissingError } from '../domain/answer-errors.js';
import { StageIncompleteError } from '../domain/stage-errors.js';
import { BearerGuard } from './bearer.guard.js';
import { CurrentActor } from './current-actor.js';
import { ResultBody, resultBody } from './result.body.js';
import { Idempotent } from './idempotent.decorator.js';
import { SessionIdPipe } from './session-id.pipe.js';
import { Throws } from './throws.decorator.js';

@ApiTags('results')
@ApiBearerAuth()
@Controller('api/couples/sessions/:sessionId')
@UseGuards(BearerGuard)
export class ResultsController {
  constructor(private readonly couples: CoupleService) {}

  @Post('compute')
  @Idempotent()
  @HttpCode(200)
  @ApiOperation({ summary: 'Compare; a computed result stays as it is' })
  @ApiOkResponse({ type: ResultBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError)
  @Throws(StageIncompleteError, ResponsesMissingError)
  async compute(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
  ): Promise<ResultBody> {
    return resultBody(await this.couples.computeResult(actor, sessionId));
  }

  @Get('result')
  @ApiOperation({ summary: 'The computed result' })
  @ApiOkResponse({ type: ResultBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError)
  @Throws(StageIncompleteError)
  async get(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
  ): Promise<ResultBody> {
    return resultBody(await this.couples.getResult(actor, sessionId));
  }
}

import { Body, Controller, Get, Param, Put, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { requireParticipant, type Actor } from '../application/actor.js';
import { CoupleService } from '../application/couple.service.js';
import { ParticipantInvalidError, SessionNotFoundError, UnauthorizedError } from '../domain/access-errors.js';
import {
  DuplicateAnswerError,
  QuestionInvalidError,
  ResponsesMissingError,
} from '../domain/answer-errors.js';
import { ITEMS } from '../domain/questionnaire.js';
import { StageInvalidError, StageOrderError } from '../domain/stage-errors.js';
import { BearerGuard } from './bearer.guard.js';
import { CurrentActor } from './current-actor.js';
import { OwnResponsesBody, UpsertedResponsesBody } from './responses.body.js';
import { UpsertResponsesDto } from './responses.dto.js';
import { completionBody } from './session.body.js';
import { SessionIdPipe } from './session-id.pipe.js';
import { Throws } from './throws.decorator.js';
import { UpsertResponsesPipe } from './upsert-responses.pipe.js';

@ApiTags('responses')
@ApiBearerAuth()
@Controller('api/couples/sessions/:sessionId/responses')
@UseGuards(BearerGuard)
export class ResponsesController {
  constructor(private readonly couples: CoupleService) {}

  @Put()
  @ApiOperation({ summary: 'Replace my SELF and GUESS answers' })
  @ApiBody({ type: UpsertResponsesDto })
  @ApiOkResponse({ type: UpsertedResponsesBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError)
  @Throws(
    QuestionInvalidError,
    DuplicateAnswerError,
    ResponsesMissingError,
    StageOrderError,
    StageInvalidError,
  )
  async upsert(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
    @Body(UpsertResponsesPipe) body: Readonly<UpsertResponsesDto>,
  ): Promise<UpsertedResponsesBody> {
    const { session, answered } = await this.couples.upsertResponses(actor, sessionId, {
      stage: body.stage,
      selfAnswers: body.self_answers,
      guessAnswers: body.guess_answers,
    });
    return {
      ...completionBody(session.completion),
      stage_progress: { stage: session.stage, answered, total: 2 * ITEMS.length },
    };
  }

  @Get()
  @ApiOperation({ summary: 'My own answers' })
  @ApiOkResponse({ type: OwnResponsesBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError)
  async get(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
  ): Promise<OwnResponsesBody> {
    const { role } = requireParticipant(actor, sessionId);
    const { self, guess } = await this.couples.getResponses(actor, sessionId);
    return { role, self_answers: self, guess_answers: guess };
  }
}

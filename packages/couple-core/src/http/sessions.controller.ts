import { Body, Controller, Get, Param, Patch, Post, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../application/actor.js';
import { CoupleService } from '../application/couple.service.js';
import { ParticipantInvalidError, SessionNotFoundError, UnauthorizedError } from '../domain/access-errors.js';
import { StageInvalidError } from '../domain/stage-errors.js';
import { CreatedSessionBody } from './access.body.js';
import { BearerGuard } from './bearer.guard.js';
import { CoupleHttpOptions } from './couple-http.module-definition.js';
import { Caller, CurrentActor } from './current-actor.js';
import { SessionBody, sessionBody } from './session.body.js';
import { CreateSessionDto, UpdateStageOneDto } from './session.dto.js';
import { Idempotent } from './idempotent.decorator.js';
import { SessionIdPipe } from './session-id.pipe.js';
import { Throws } from './throws.decorator.js';

@ApiTags('sessions')
@Controller('api/couples/sessions')
@UseGuards(BearerGuard)
export class SessionsController {
  constructor(
    private readonly couples: CoupleService,
    private readonly options: CoupleHttpOptions,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'Start a session as partner A' })
  @ApiCreatedResponse({ type: CreatedSessionBody })
  @Throws(UnauthorizedError, ParticipantInvalidError)
  async create(@Caller() actor: Actor, @Body() body: CreateSessionDto): Promise<CreatedSessionBody> {
    const { session, accessToken, inviteToken } = await this.couples.createSession(actor, {
      participants: body.participants,
      kThreshold: body.k_threshold,
      stageOneSnapshot: body.stage1_snapshot && { ...body.stage1_snapshot },
    });
    return {
      ...sessionBody(session),
      access_token: accessToken,
      invite_token: inviteToken,
      invite_url: `${this.options.publicBaseUrl}/invite#${inviteToken}`,
    };
  }

  @Get(':sessionId')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'The state of a session' })
  @ApiOkResponse({ type: SessionBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError)
  async get(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
  ): Promise<SessionBody> {
    return sessionBody(await this.couples.getSession(actor, sessionId));
  }

  @Patch(':sessionId/stage1')
  @ApiBearerAuth()
  @ApiOperation({ summary: 'Ask for the friends’ average (participant) or write it (service)' })
  @ApiOkResponse({ type: SessionBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError, StageInvalidError)
  async updateStageOne(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
    @Body() body: UpdateStageOneDto,
  ): Promise<SessionBody> {
    // A missing body arrives as undefined, and changes nothing.
    return sessionBody(await this.couples.updateStageOne(actor, sessionId, body ?? {}));
  }
}

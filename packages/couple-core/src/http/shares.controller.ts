import { Body, Controller, Delete, HttpCode, Param, Post, UseGuards } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { Actor } from '../application/actor.js';
import { ShareService } from '../application/share.service.js';
import {
  ParticipantInvalidError,
  SessionNotFoundError,
  ShareNotFoundError,
  UnauthorizedError,
} from '../domain/access-errors.js';
import { DEFAULT_SHARE_CHOICES } from '../domain/shared-view.js';
import { BearerGuard } from './bearer.guard.js';
import { CoupleHttpOptions } from './couple-http.module-definition.js';
import { CurrentActor } from './current-actor.js';
import { Idempotent } from './idempotent.decorator.js';
import { SessionIdPipe } from './session-id.pipe.js';
import { ShareIdPipe } from './share-id.pipe.js';
import { CreatedShareBody } from './shares.body.js';
import { CreateShareDto } from './shares.dto.js';
import { Throws } from './throws.decorator.js';

@ApiTags('shares')
@ApiBearerAuth()
@Controller('api/couples/sessions/:sessionId/shares')
@UseGuards(BearerGuard)
export class SharesController {
  constructor(
    private readonly shares: ShareService,
    private readonly options: CoupleHttpOptions,
  ) {}

  @Post()
  @Idempotent()
  @ApiOperation({ summary: 'Make a public link' })
  @ApiCreatedResponse({ type: CreatedShareBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError)
  async create(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
    @Body() body: CreateShareDto,
  ): Promise<CreatedShareBody> {
    // A missing body is fine, and arrives as undefined. A union with undefined would hide the class from validation.
    const { expires_in_days, ...chosen } = body ?? {};
    const share = await this.shares.createShare(actor, sessionId, {
      expiresInDays: expires_in_days,
      choices: {
        names: chosen.show_names ?? DEFAULT_SHARE_CHOICES.names,
        gap: chosen.show_gap ?? DEFAULT_SHARE_CHOICES.gap,
        radar: chosen.show_radar ?? DEFAULT_SHARE_CHOICES.radar,
        language: chosen.language ?? DEFAULT_SHARE_CHOICES.language,
      },
    });
    return {
      share_id: share.shareId,
      share_token: share.shareToken,
      url: `${this.options.publicBaseUrl}/share/${share.shareToken}`,
      expires_at: share.expiresAt.toISOString(),
    };
  }

  @Delete(':shareId')
  @HttpCode(204)
  @ApiOperation({ summary: 'End a public link' })
  @ApiNoContentResponse()
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError, ShareNotFoundError)
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
    @Param('shareId', ShareIdPipe) shareId: string,
  ): Promise<void> {
    await this.shares.revokeShare(actor, sessionId, shareId);
  }
}

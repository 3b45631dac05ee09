import { Controller, Delete, Param, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../application/actor.js';
import { ErasureService } from '../application/erasure.service.js';
import { ParticipantInvalidError, SessionNotFoundError, UnauthorizedError } from '../domain/access-errors.js';
import { BearerGuard } from './bearer.guard.js';
import { CurrentActor } from './current-actor.js';
import { ErasureReceiptBody } from './erasure.body.js';
import { SessionIdPipe } from './session-id.pipe.js';
import { Throws } from './throws.decorator.js';

@ApiTags('sessions')
@ApiBearerAuth()
@Controller('api/couples/sessions/:sessionId')
@UseGuards(BearerGuard)
export class ErasureController {
  constructor(private readonly erasure: ErasureService) {}

  @Delete()
  @ApiOperation({ summary: 'Erase the session and everything personal; for partners and operators' })
  @ApiOkResponse({ type: ErasureReceiptBody })
  @Throws(UnauthorizedError, ParticipantInvalidError, SessionNotFoundError)
  async erase(
    @CurrentActor() actor: Actor,
    @Param('sessionId', SessionIdPipe) sessionId: string,
  ): Promise<ErasureReceiptBody> {
    const receipt = await this.erasure.eraseSession(actor, sessionId);
    return {
      session_id: receipt.sessionId,
      erased_at: receipt.erasedAt.toISOString(),
      reason: receipt.reason,
      removed: receipt.removed,
      audit: receipt.audit,
    };
  }
}

import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { InviteService } from '../application/invite.service.js';
import { InviteExpiredError, InviteNotFoundError, InviteUsedError } from '../domain/access-errors.js';
import { AcceptInviteDto } from './accept-invite.dto.js';
import { AcceptedInviteBody } from './access.body.js';
import { Idempotent } from './idempotent.decorator.js';
import { Throws } from './throws.decorator.js';

@ApiTags('invites')
@Controller('api/couples/invites')
export class InvitesController {
  constructor(private readonly invites: InviteService) {}

  @Post(':inviteToken/accept')
  @Idempotent()
  @ApiOperation({ summary: 'Join as partner B; works once' })
  @ApiCreatedResponse({ type: AcceptedInviteBody })
  @Throws(InviteNotFoundError, InviteUsedError, InviteExpiredError)
  async accept(
    @Param('inviteToken') inviteToken: string,
    @Body() body: AcceptInviteDto,
  ): Promise<AcceptedInviteBody> {
    // A missing body is fine, and arrives as undefined. A union with undefined would hide the class from validation.
    const { nickname } = body ?? {};
    const { sessionId, role, accessToken } = await this.invites.acceptInvite(inviteToken, nickname);
    return { session_id: sessionId, role, access_token: accessToken };
  }
}

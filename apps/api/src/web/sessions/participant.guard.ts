import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { UnauthorizedError, type ParticipantActor } from '@couplekit/couple-core';
import { Visits } from '../visits/visits.js';
import { rawExchange } from '../visits/raw-exchange.js';
import { BrowserSessions } from './browser-sessions.js';

const ME = Symbol('couplekit.me');
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Finds out which partner of the session `:sessionId` the browser acts for. */
@Injectable()
export class ParticipantGuard implements CanActivate {
  constructor(
    private readonly visits: Visits,
    private readonly sessions: BrowserSessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { params } = context
      .switchToHttp()
      .getRequest<{ readonly params: { readonly sessionId?: string } }>();
    const sessionId = params.sessionId ?? '';
    if (!UUID.test(sessionId)) throw new UnauthorizedError();
    const actor = await this.sessions.actorIn(this.visits.of(context), sessionId);
    Object.assign(rawExchange(context).request, { [ME]: actor });
    return true;
  }
}

/** For a page controller, or a route of it, below `:sessionId`: only for browsers that act for a partner; `@Me()` says for which. */
export function ForParticipant(): ClassDecorator & MethodDecorator {
  return applyDecorators(UseGuards(ParticipantGuard));
}

/** The partner that the browser acts for; behind {@link ForParticipant}. */
export const Me = createParamDecorator((_: undefined, context: ExecutionContext): ParticipantActor => {
  const { [ME]: actor } = rawExchange(context).request as { readonly [ME]?: ParticipantActor };
  if (!actor) throw new Error('@Me() needs @ForParticipant().');
  return actor;
});

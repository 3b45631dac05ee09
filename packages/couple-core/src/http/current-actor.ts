import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Actor } from '../application/actor.js';
import { UnauthorizedError } from '../domain/access-errors.js';

const ACTOR = Symbol('couplekit.actor');

interface RequestWithActor {
  [ACTOR]?: Actor;
}

/** Keeps who calls on the request, for the decorators below. */
export function rememberActor(request: object, actor: Actor): void {
  (request as RequestWithActor)[ACTOR] = actor;
}

/** Who calls; a visitor when no guard found out. */
export function actorOf(context: ExecutionContext): Actor {
  return context.switchToHttp().getRequest<RequestWithActor>()[ACTOR] ?? { kind: 'visitor' };
}

/** Who calls, visitors included; behind `BearerGuard`. */
export const Caller = createParamDecorator((_: undefined, context: ExecutionContext) => actorOf(context));

/**
 * Who calls, with a credential; behind `BearerGuard`.
 * @throws {UnauthorizedError} for visitors
 */
export const CurrentActor = createParamDecorator((_: undefined, context: ExecutionContext) => {
  const actor = actorOf(context);
  if (actor.kind === 'visitor') throw new UnauthorizedError();
  return actor;
});

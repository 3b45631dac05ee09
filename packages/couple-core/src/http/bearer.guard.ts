import { timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { AccessService } from '../application/access.service.js';
import type { Actor } from '../application/actor.js';
import { tokenSha256 } from '../application/secret-token.js';
import { UnauthorizedError } from '../domain/access-errors.js';
import { CoupleHttpOptions } from './couple-http.module-definition.js';
import { rememberActor } from './current-actor.js';

interface RequestWithHeaders {
  readonly headers: { readonly authorization?: string | undefined };
}

/** RFC 6750 section 2.1; the scheme's name is case-insensitive (RFC 9110 section 11.1). */
const BEARER = /^bearer ([\w.~+/-]+=*)$/i;

/**
 * Finds out who calls from `Authorization: Bearer`; without the header the caller is a visitor.
 * @throws {UnauthorizedError} when a credential is there and not valid
 */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly access: AccessService,
    private readonly options: CoupleHttpOptions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<RequestWithHeaders>();
    rememberActor(request, await this.actorOf(request.headers.authorization));
    return true;
  }

  private async actorOf(authorization: string | undefined): Promise<Actor> {
    if (authorization === undefined) return { kind: 'visitor' };
    const token = BEARER.exec(authorization)?.[1];
    if (token === undefined) throw new UnauthorizedError();
    const sha256 = tokenSha256(token);
    if (matches(sha256, this.options.serviceTokenSha256)) return { kind: 'service' };
    if (matches(sha256, this.options.opsTokenSha256)) return { kind: 'operator' };
    return this.access.authenticate(token);
  }
}

function matches(given: Buffer, expected: Buffer | undefined): boolean {
  return expected !== undefined && timingSafeEqual(given, expected);
}

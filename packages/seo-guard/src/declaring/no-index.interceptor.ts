import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { ROBOTS_HEADER } from '../guarding/header-names.js';

/** What Fastify's replies and Express's responses have in common. */
interface HeaderWriter {
  header(name: string, value: string): unknown;
}

/**
 * Puts `X-Robots-Tag: noindex, nofollow` on what a handler answers, for those who want no more than that. Nest runs
 * interceptors late: a refused guard, a 404, a body that cannot be read or is too large, a bad URL, static files and errors of
 * middleware have no header, and a handler can take it away. `SeoGuardModule` reaches all of these.
 */
@Injectable()
export class NoIndexInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() === 'http') {
      context.switchToHttp().getResponse<HeaderWriter>().header(ROBOTS_HEADER, 'noindex, nofollow');
    }
    return next.handle();
  }
}

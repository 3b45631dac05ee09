import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { ProblemException } from '@couplekit/problem-details';
import { WebOptions } from '../web-options.js';
import { isCrossSite } from './cross-site.js';
import { formExpiredProblem } from './form-expired.problem.js';
import { rawExchange } from './raw-exchange.js';
import { Visits } from './visits.js';

const SAFE = new Set(['GET', 'HEAD']);

/**
 * Makes a visit of a request, and lets forms through only when one of our own pages sent them: no other site did, and the form has
 * the token of this browser, as `_csrf` or, from scripts, as `X-CSRF-Token`.
 * @throws {ProblemException} `form-expired`, 403
 */
@Injectable()
export class PageGuard implements CanActivate {
  private readonly origins: readonly string[];

  constructor(
    private readonly visits: Visits,
    { publicBaseUrl, trustedHosts }: WebOptions,
  ) {
    const { origin, protocol } = new URL(publicBaseUrl);
    this.origins = [origin, ...trustedHosts.map((host) => `${protocol}//${host}`)];
  }

  canActivate(context: ExecutionContext): boolean {
    const visit = this.visits.of(context);
    const { request } = rawExchange(context);
    if (SAFE.has(request.method ?? '')) return true;
    const { body } = context
      .switchToHttp()
      .getRequest<{ readonly body?: { readonly _csrf?: unknown } | null }>();
    const token = request.headers['x-csrf-token'] ?? body?._csrf;
    if (isCrossSite(request.headers, this.origins) || !visit.isOwnToken(token)) {
      throw new ProblemException(formExpiredProblem);
    }
    return true;
  }
}

import {
  ForbiddenException,
  HttpException,
  Inject,
  Injectable,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WEB_VITALS_OPTIONS, type ResolvedWebVitalsOptions } from '../resolve-web-vitals-options.js';
import type { ClientRequest } from '../limiting/client-key.js';
import { mayReport } from './same-origin.js';

/** Lets the service's own pages report, and none of their clients too often. */
@Injectable()
export class ReportGuard implements CanActivate {
  constructor(
    @Inject(WEB_VITALS_OPTIONS) private readonly options: ResolvedWebVitalsOptions,
    private readonly host: HttpAdapterHost,
  ) {}

  /**
   * @throws {ForbiddenException} for another site's page
   * @throws {HttpException} 429 with `Retry-After`
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ClientRequest>();
    const { origins, rateLimit, clientKey } = this.options;
    if (!mayReport(request.headers, origins)) {
      throw new ForbiddenException('Only pages of this service may report their vitals.');
    }
    const decision = await rateLimit?.take(clientKey(request));
    if (decision === undefined || decision.allowed) return true;
    const response: unknown = context.switchToHttp().getResponse();
    this.host.httpAdapter.setHeader(response, 'Retry-After', String(decision.retryAfterSeconds));
    throw new HttpException('Too many reports; see Retry-After.', 429);
  }
}
